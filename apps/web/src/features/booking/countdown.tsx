"use client";
import { Clock } from "lucide-react";
import { useEffect, useEffectEvent, useState } from "react";
import { announcedSeconds, remainingWords } from "./remaining.ts";
import { texts } from "./texts.ts";

interface CountdownProps {
  /** Epoch milliseconds by the visitor's clock at which the hold ends. */
  deadline: number;
  onEnd: () => void;
}

const secondsTo = (deadline: number) => Math.max(0, Math.ceil((deadline - Date.now()) / 1000));

/** How long the time is still held, second by second for the eye and at a few moments for the ear. */
export function Countdown({ deadline, onEnd }: CountdownProps) {
  const [seconds, setSeconds] = useState(() => secondsTo(deadline));
  const end = useEffectEvent(onEnd);
  useEffect(() => {
    const tick = () => {
      const left = secondsTo(deadline);
      setSeconds(left);
      if (left > 0) return;
      clearInterval(timer);
      end();
    };
    const timer = setInterval(tick, 1000);
    tick();
    return () => clearInterval(timer);
  }, [deadline]);
  const announced = announcedSeconds(seconds);
  return (
    <p className="flex items-center gap-2 rounded-control bg-accent-soft px-3 py-2 font-medium">
      <Clock aria-hidden className="size-5 shrink-0 stroke-[1.75] text-accent" />
      <span role="timer" className="tabular">
        {texts.hold.left(remainingWords(seconds))}
      </span>
      <span role="status" className="sr-only">
        {announced === null ? "" : texts.hold.left(remainingWords(announced))}
      </span>
    </p>
  );
}
