import { Button, cn } from "@loconomy/ui";
import { hoursTexts } from "./hours-texts.ts";

interface SaveBarProps {
  isDirty: boolean;
  isSaving: boolean;
  /** How many bookings the hours leave outside. */
  outside: number;
  onUndo: () => void;
}

/** Saving, in reach wherever the form was changed. */
export function SaveBar({ isDirty, isSaving, outside, onUndo }: SaveBarProps) {
  const t = hoursTexts;
  return (
    <div
      className={cn(
        "flex flex-wrap items-center gap-x-4 gap-y-2",
        isDirty &&
          "sticky bottom-0 z-20 -mx-4 border-t border-border bg-surface px-4 py-3 pb-[max(12px,env(safe-area-inset-bottom))]",
      )}
    >
      <Button type="submit" size="lg" loading={isSaving}>
        {t.save}
      </Button>
      {isDirty && (
        <Button variant="link" onClick={onUndo}>
          {t.undo}
        </Button>
      )}
      <p role="status" className="text-muted">
        {isDirty && t.unsaved} {isDirty && outside > 0 && t.outside.count(outside)}
      </p>
    </div>
  );
}
