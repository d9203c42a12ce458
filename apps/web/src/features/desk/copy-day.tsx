"use client";
import { Button, Checkbox, Dialog } from "@loconomy/ui";
import { useState } from "react";
import { hoursTexts } from "./hours-texts.ts";

interface CopyDayProps {
  /** 0 = Monday. */
  day: number;
  onCopy: (to: number[]) => void;
}

/** Asks for the days that get the same hours; the other weekdays are ticked at first. */
export function CopyDay({ day, onCopy }: CopyDayProps) {
  const [open, setOpen] = useState(false);
  const [chosen, setChosen] = useState<number[]>([0, 1, 2, 3, 4].filter((other) => other !== day));
  const t = hoursTexts;
  const name = t.weekdays[day] ?? "";
  const toggle = (other: number) =>
    setChosen(chosen.includes(other) ? chosen.filter((one) => one !== other) : [...chosen, other]);
  const copy = () => {
    onCopy(chosen);
    setOpen(false);
  };
  return (
    <Dialog
      open={open}
      onOpenChange={setOpen}
      title={t.copyTitle(name)}
      trigger={
        <Button variant="link" aria-label={t.copyOn(name)}>
          {t.copy}
        </Button>
      }
      footer={
        <>
          <Button variant="quiet" onClick={() => setOpen(false)}>
            {t.copyBack}
          </Button>
          <Button onClick={copy}>{t.copyAction}</Button>
        </>
      }
    >
      <div>
        {t.weekdays.map((label, other) =>
          other === day ? null : (
            <Checkbox
              key={label}
              label={label}
              checked={chosen.includes(other)}
              onChange={() => toggle(other)}
            />
          ),
        )}
      </div>
    </Dialog>
  );
}
