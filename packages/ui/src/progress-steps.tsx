import { Check, LoaderCircle, X } from "lucide-react";
import type { ReactNode } from "react";
import { cn } from "./cn.ts";

export type ProgressStep = {
  id: string;
  label: ReactNode;
  state: "waiting" | "active" | "done" | "failed";
  /** How far, in words: "40 of 120 rows". */
  detail?: ReactNode;
};

const words = { waiting: "waiting", active: "in progress", done: "done", failed: "failed" };

export type ProgressStepsProps = {
  /** Names the work: "Setting up your page". */
  label: string;
  steps: ProgressStep[];
  className?: string;
};

/** Long work as a list of steps with words, announced politely as it moves on. */
export function ProgressSteps({ label, steps, className }: ProgressStepsProps) {
  return (
    <ol aria-label={label} aria-live="polite" className={cn("flex flex-col gap-3", className)}>
      {steps.map((step) => (
        <li key={step.id} className="flex gap-3">
          <Mark state={step.state} />
          <span className="flex min-w-0 flex-col">
            <span
              className={cn(
                step.state === "waiting" && "text-muted",
                step.state === "active" && "font-semibold",
              )}
            >
              {step.label}
              <span className="sr-only">{`, ${words[step.state]}`}</span>
            </span>
            {step.detail && (
              <span
                className={cn(
                  "text-sm tabular",
                  step.state === "failed" ? "text-danger" : "text-muted",
                )}
              >
                {step.detail}
              </span>
            )}
          </span>
        </li>
      ))}
    </ol>
  );
}

function Mark({ state }: { state: ProgressStep["state"] }) {
  const icon = "size-4 stroke-[2.5]";
  return (
    <span
      aria-hidden
      className={cn(
        "flex size-6 shrink-0 items-center justify-center rounded-full border",
        state === "waiting" && "border-border-strong",
        state === "active" && "border-accent text-accent",
        state === "done" && "border-accent bg-accent-soft text-accent",
        state === "failed" && "border-danger bg-danger-soft text-danger",
      )}
    >
      {state === "done" && <Check className={icon} />}
      {state === "failed" && <X className={icon} />}
      {state === "active" && (
        <LoaderCircle className={cn(icon, "animate-spin motion-reduce:animate-none")} />
      )}
    </span>
  );
}
