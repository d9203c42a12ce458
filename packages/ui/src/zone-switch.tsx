import { cn } from "./cn.ts";
import { zoneLabel } from "./format.ts";
import { Link } from "./link.tsx";

export type ZoneOption = {
  /** IANA zone. */
  zone: string;
  /** Whose time it is: "Your time". */
  label: string;
};

export type ZoneSwitchProps = {
  /** Names the choice for whoever hears the page. */
  label: string;
  options: ZoneOption[];
  /** The zone that times are shown in. */
  current: string;
  onSelect?: (zone: string) => void;
  /** Link form: every zone leads to this address, which works without JavaScript. */
  hrefFor?: (zone: string) => string;
  className?: string;
};

const optionClass =
  "flex min-h-14 min-w-0 flex-col items-center justify-center rounded-control border px-2 text-center no-underline";
const freeClass = "border-border-strong bg-surface text-text hover:bg-surface-2";
const currentClass = "border-accent bg-accent-soft text-accent ring-1 ring-accent";

/** In which zone times are read: a few zones in one row, one of them chosen. */
export function ZoneSwitch({ label, options, current, ...props }: ZoneSwitchProps) {
  return (
    <div
      role="group"
      aria-label={label}
      className={cn("grid auto-cols-fr grid-flow-col gap-2", props.className)}
    >
      {options.map((option) => {
        const isCurrent = option.zone === current;
        const className = cn(optionClass, isCurrent ? currentClass : freeClass);
        const face = (
          <>
            <span className="font-medium">{option.label}</span>{" "}
            <span className="w-full truncate text-sm">{zoneLabel(option.zone)}</span>
          </>
        );
        return props.hrefFor ? (
          <Link
            key={option.zone}
            className={className}
            href={props.hrefFor(option.zone)}
            aria-current={isCurrent ? "true" : undefined}
          >
            {face}
          </Link>
        ) : (
          <button
            key={option.zone}
            className={className}
            type="button"
            aria-pressed={isCurrent}
            onClick={() => props.onSelect?.(option.zone)}
          >
            {face}
          </button>
        );
      })}
    </div>
  );
}
