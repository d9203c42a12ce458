"use client";
import { useEffect, useEffectEvent, useState } from "react";

const secondsTo = (deadline: number) => Math.max(0, Math.ceil((deadline - Date.now()) / 1000));

/** Seconds until a moment (epoch milliseconds by the visitor's clock), counted down every second; tells once that it has come. */
export function useSecondsLeft(deadline: number, onEnd: () => void): number {
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
  return seconds;
}
