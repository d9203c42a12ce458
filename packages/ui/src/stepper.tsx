import { Check } from "lucide-react";
import { cn } from "./cn.ts";
import { Link } from "./link.tsx";

export type StepperProps = {
  steps: { label: string; href?: string }[];
  /** Index of the step the person is on; every earlier one counts as done. */
  current: number;
  /** Names the list, such as "Booking". */
  label: string;
  className?: string;
};

/** Where one stands in a few steps. Done steps with `href` lead back. On phones only the current label shows. */
export function Stepper({ steps, current, label, className }: StepperProps) {
  return (
    <nav aria-label={label} className={className}>
      <ol className="flex items-center gap-2 sm:gap-3">
        {steps.map((step, index) => {
          const done = index < current;
          const active = index === current;
          const content = (
            <>
              <Marker number={index + 1} done={done} active={active} />
              <span className={cn(!active && "max-sm:sr-only")}>{step.label}</span>
              {done && <span className="sr-only">, done</span>}
            </>
          );
          return (
            <li
              key={step.label}
              aria-current={active ? "step" : undefined}
              className={cn(
                "flex min-h-11 items-center gap-2 sm:gap-3",
                active ? "font-semibold" : "text-muted",
              )}
            >
              {index > 0 && <span aria-hidden className="h-px w-4 bg-border-strong sm:w-8" />}
              {done && step.href ? (
                <Link
                  href={step.href}
                  className="flex min-h-11 min-w-11 items-center gap-2 no-underline hover:underline"
                >
                  {content}
                </Link>
              ) : (
                content
              )}
            </li>
          );
        })}
      </ol>
    </nav>
  );
}

function Marker(props: { number: number; done: boolean; active: boolean }) {
  return (
    <span
      aria-hidden
      className={cn(
        "flex size-7 shrink-0 items-center justify-center rounded-full border text-sm font-semibold tabular",
        props.active && "border-accent bg-accent text-on-accent",
        props.done && "border-accent bg-accent-soft text-accent",
        !props.active && !props.done && "border-border-strong text-muted",
      )}
    >
      {props.done ? <Check className="size-4 stroke-[2.5]" /> : props.number}
    </span>
  );
}
