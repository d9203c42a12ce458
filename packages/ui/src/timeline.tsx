import { Check } from "lucide-react";
import type { ReactNode } from "react";
import { cn } from "./cn.ts";

export type TimelineEvent = {
  id: string;
  title: ReactNode;
  /** When, already formatted. */
  time?: string;
  /** The instant for machines, RFC 3339. */
  dateTime?: string;
  description?: ReactNode;
  state?: "done" | "current" | "upcoming";
};

/** What happened and what comes next, in order. */
export function Timeline({ events, className }: { events: TimelineEvent[]; className?: string }) {
  return (
    <ol className={cn("flex flex-col", className)}>
      {events.map((event, index) => {
        const state = event.state ?? "done";
        return (
          <li
            key={event.id}
            aria-current={state === "current" ? "step" : undefined}
            className="flex gap-3"
          >
            <span aria-hidden className="flex flex-col items-center">
              <Dot state={state} />
              {index < events.length - 1 && <span className="w-px grow bg-border" />}
            </span>
            <div className={cn("flex min-w-0 grow flex-col", index < events.length - 1 && "pb-6")}>
              <span className={cn("font-medium", state === "upcoming" && "text-muted")}>
                {event.title}
              </span>
              {event.time && (
                <time dateTime={event.dateTime} className="text-sm text-muted tabular">
                  {event.time}
                </time>
              )}
              {event.description && <div className="pt-1">{event.description}</div>}
            </div>
          </li>
        );
      })}
    </ol>
  );
}

function Dot({ state }: { state: "done" | "current" | "upcoming" }) {
  return (
    <span
      className={cn(
        "flex size-6 shrink-0 items-center justify-center rounded-full",
        state === "done" && "border border-accent bg-accent-soft text-accent",
        state === "current" && "border-[6px] border-accent bg-surface",
        state === "upcoming" && "border border-border-strong bg-surface",
      )}
    >
      {state === "done" && <Check className="size-4 stroke-[2.5]" />}
    </span>
  );
}
