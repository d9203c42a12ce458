"use client";
import type { HeldTime } from "@loconomy/contracts";
import { Link, formatDay, formatTime } from "@loconomy/ui";
import { Clock } from "lucide-react";
import { useState } from "react";
import { useSecondsLeft } from "../shell/use-seconds-left.ts";
import { bookHref } from "./open-times.ts";
import { providerTexts } from "./texts.ts";

const texts = providerTexts.times;

interface HeldTimesProps {
  held: readonly HeldTime[];
  serviceId: string;
  timeZone: string;
  /** When the server said so, in epoch milliseconds by the visitor's clock; now when left out. */
  saidAt?: number;
  onEnd: () => void;
}

/** The visitor's own held times, which are not among the open ones, each with the way on to booking it. */
export function HeldTimes({ held, saidAt, ...shared }: HeldTimesProps) {
  const [shownAt] = useState(() => Date.now());
  if (held.length === 0) return null;
  return (
    <ul className="flex flex-col gap-2">
      {held.map((time) => (
        <li key={time.holdId}>
          <Held
            time={time}
            deadline={(saidAt ?? shownAt) + time.expiresInSeconds * 1000}
            {...shared}
          />
        </li>
      ))}
    </ul>
  );
}

interface HeldProps extends Pick<HeldTimesProps, "serviceId" | "timeZone" | "onEnd"> {
  time: HeldTime;
  deadline: number;
}

function Held({ time, deadline, serviceId, timeZone, onEnd }: HeldProps) {
  const seconds = useSecondsLeft(deadline, onEnd);
  if (seconds === 0) return null;
  return (
    <p className="flex items-start gap-2 rounded-control bg-accent-soft px-3 py-2">
      <Clock aria-hidden className="mt-0.5 size-5 shrink-0 stroke-[1.75] text-accent" />
      <span>
        <span className="tabular font-medium">
          {`${formatDay(time.start, timeZone)}, ${formatTime(time.start, timeZone)}`}
        </span>
        <span className="tabular block text-sm" suppressHydrationWarning>
          {texts.held(clockWords(seconds))}{" "}
          <Link
            className="inline-flex min-h-6 items-center font-medium text-accent underline underline-offset-4 hover:decoration-2"
            href={`${bookHref(serviceId, time.start)}&hold=${time.holdId}`}
          >
            {texts.heldContinue}
          </Link>
        </span>
      </span>
    </p>
  );
}

/** 432 -> "7:12", 7260 -> "2:01:00". */
const clockWords = (seconds: number): string => {
  const two = (value: number) => String(value).padStart(2, "0");
  const minutes = Math.floor(seconds / 60);
  const rest = two(seconds % 60);
  return minutes < 60
    ? `${minutes}:${rest}`
    : `${Math.floor(minutes / 60)}:${two(minutes % 60)}:${rest}`;
};
