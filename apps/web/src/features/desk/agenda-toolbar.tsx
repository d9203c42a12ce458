"use client";
import { Button, formatDay, IconButton, TextField } from "@loconomy/ui";
import { ChevronLeft, ChevronRight } from "lucide-react";
import { texts } from "./agenda-texts.ts";
import { addDays } from "./week-days.ts";

interface AgendaToolbarProps {
  monday: string;
  timeZone: string;
  onToday: () => void;
  /** -1 towards earlier days, 1 towards later ones. */
  onStep: (direction: 1 | -1) => void;
  onDay: (day: string) => void;
}

/** Which week it is, and the ways to another. */
export function AgendaToolbar({ monday, timeZone, onToday, onStep, onDay }: AgendaToolbarProps) {
  const sunday = addDays(monday, 6);
  return (
    <div className="flex flex-wrap items-center gap-x-1 gap-y-3 sm:gap-x-2">
      <Button variant="quiet" onClick={onToday}>
        {texts.today}
      </Button>
      <IconButton
        label={texts.earlier}
        icon={<ChevronLeft aria-hidden />}
        onClick={() => onStep(-1)}
      />
      <IconButton
        label={texts.later}
        icon={<ChevronRight aria-hidden />}
        onClick={() => onStep(1)}
      />
      <div className="order-last w-full min-w-0 grow sm:order-none sm:w-auto">
        <h2 aria-live="polite" className="text-lg tabular">
          {`${formatDay(monday, "UTC")} – ${formatDay(sunday, "UTC", undefined, { year: true })}`}
        </h2>
        <p className="text-sm text-muted">{texts.zone(timeZone)}</p>
      </div>
      <TextField
        type="date"
        label={texts.goTo}
        hideLabel
        className="ml-auto w-33 sm:w-40"
        value={monday}
        onChange={(event) => event.target.value && onDay(event.target.value)}
      />
    </div>
  );
}
