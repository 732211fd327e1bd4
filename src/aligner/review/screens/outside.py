"""Keys that take long: aligning anew, exporting."""

from __future__ import annotations

from aligner.editing.operation import Operation
from aligner.editing.realign import Difference, realign_between_confirmed, realign_rows
from aligner.review.dialogs.difference import DifferenceDialog
from aligner.review.dialogs.exporting import ExportDialog, ExportOrder, export_document
from aligner.review.dialogs.working import Worked, Working
from aligner.review.engines import EngineRealigner, Report
from aligner.review.screens.base import DocumentBase


class Outside(DocumentBase):
    """Work that runs beside the screen."""

    def action_realign(self) -> None:
        """Align the selection anew, or all between the confirmed rows around the cursor; show what differs."""
        document, context = self.document, self.session.context
        rows = self.grid.selected_rows()

        def work(report: Report) -> Difference:
            realigner = EngineRealigner(self.desk.open_engine, report)
            if len(rows) > 1:
                return realign_rows(document, rows.start, rows.stop, realigner, context)
            return realign_between_confirmed(document, realigner, context, rows.start)

        def look(outcome: Worked[Difference] | None) -> None:
            if outcome is None or outcome.value is None:
                self.say(str(outcome.error) if outcome else "stopped", wrong=True)
            elif not outcome.value.regions:
                self.say("aligned anew: nothing comes out differently")
            else:
                self.app.push_screen(DifferenceDialog(outcome.value, document.languages), take)

        def take(operation: Operation | None) -> None:
            if operation is None:
                self.say("left as it was")
            else:
                self.change(operation)

        dialog: Working[Difference] = Working("Aligning anew", work)
        self.app.push_screen(dialog, look)

    def action_export(self) -> None:
        """Ask for a format and write the document."""

        def write(order: ExportOrder | None) -> None:
            if order is not None:
                document = self.document
                dialog: Working[str] = Working("Exporting", lambda report: export_document(document, order, report))
                self.app.push_screen(dialog, tell)

        def tell(outcome: Worked[str] | None) -> None:
            if outcome is not None:
                self.say(outcome.value or str(outcome.error), wrong=outcome.value is None)

        self.app.push_screen(ExportDialog(self.session.store.path), write)
