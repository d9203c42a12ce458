"use client";
import { Button } from "@loconomy/ui";
import { Clock } from "lucide-react";
import { useState } from "react";
import { shownError } from "../../api/errors.ts";
import { useSecondsLeft } from "../shell/use-seconds-left.ts";
import { announcedSeconds, remainingWords } from "./remaining.ts";
import { holdTexts } from "./hold-texts.ts";

/** From here on the time can be kept for longer. */
const OFFER_SECONDS = 180;

interface CountdownProps {
  /** Epoch milliseconds by the visitor's clock at which the hold ends. */
  deadline: number;
  onEnd: () => void;
  /** Keeps the time for longer; not there when that was done before. */
  onRenew?: () => Promise<void>;
}

/** How long the time is still held, second by second for the eye and at a few moments for the ear. */
export function Countdown({ deadline, onEnd, onRenew }: CountdownProps) {
  const seconds = useSecondsLeft(deadline, onEnd);
  const announced = announcedSeconds(seconds);
  const isOffered = onRenew && seconds > 0 && seconds <= OFFER_SECONDS;
  return (
    <div className="flex flex-col gap-2 rounded-control bg-accent-soft px-3 py-2">
      <p className="flex items-center gap-2 font-medium">
        <Clock aria-hidden className="size-5 shrink-0 stroke-[1.75] text-accent" />
        <span role="timer" className="tabular">
          {holdTexts.left(remainingWords(seconds))}
        </span>
        <span role="status" className="sr-only">
          {announced === null ? "" : holdTexts.left(remainingWords(announced))}
        </span>
      </p>
      {isOffered && <Renew onRenew={onRenew} />}
    </div>
  );
}

function Renew({ onRenew }: { onRenew: () => Promise<void> }) {
  const [isBusy, setBusy] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  const renew = async () => {
    setBusy(true);
    setFailure(null);
    try {
      await onRenew();
    } catch (error) {
      setFailure(shownError(error).message);
    }
    setBusy(false);
  };
  return (
    <>
      <Button variant="quiet" className="self-start" loading={isBusy} onClick={renew}>
        {holdTexts.renew}
      </Button>
      {failure && (
        <p role="alert" className="text-sm">
          {failure}
        </p>
      )}
    </>
  );
}
