"""What ``bench/alignment.py`` measures, a file each; every measurement returns figures as JSON can hold them."""
