import type { ReactNode } from "react";
import { cn } from "./cn.ts";
import { plural } from "./format.ts";

export type ComboboxOption = {
  value: string;
  label: string;
  /** A second, quieter line. */
  detail?: string;
  icon?: ReactNode;
};

type ComboboxListProps = {
  id: string;
  label: string;
  options: ComboboxOption[];
  /** Index of the option under the keyboard, -1 for none. */
  active: number;
  open: boolean;
  loading: boolean;
  emptyText: string;
  onTake: (option: ComboboxOption) => void;
};

/** The list under a combobox, and a line that tells screen readers how many options there are. */
export function ComboboxList(props: ComboboxListProps) {
  const { id, options, open, loading } = props;
  const note = options.length === 0 ? (loading ? "Searching…" : props.emptyText) : "";
  const spoken = note || plural(options.length, "suggestion", "suggestions");
  return (
    <>
      <div
        hidden={!open}
        className="absolute inset-x-0 top-full z-30 mt-1 max-h-80 overflow-y-auto rounded-card border border-border bg-surface p-1 shadow-float"
      >
        <ul id={`${id}-list`} role="listbox" aria-label={props.label}>
          {options.map((option, index) => (
            <li
              key={option.value}
              id={`${id}-option-${index}`}
              role="option"
              aria-selected={index === props.active}
              // Keeps focus in the field, so its blur does not close the list before the click.
              onPointerDown={(event) => event.preventDefault()}
              onClick={() => props.onTake(option)}
              className={cn(
                "flex min-h-11 cursor-pointer items-center gap-3 rounded-control px-3 py-2 hover:bg-surface-2 [&_svg]:size-5 [&_svg]:shrink-0 [&_svg]:stroke-[1.75]",
                index === props.active && "bg-accent-soft hover:bg-accent-soft",
              )}
            >
              {option.icon}
              <span className="flex min-w-0 flex-col">
                <span>{option.label}</span>
                {option.detail && <span className="text-sm text-muted">{option.detail}</span>}
              </span>
            </li>
          ))}
        </ul>
        {note && <p className="px-3 py-2 text-muted">{note}</p>}
      </div>
      <p role="status" className="sr-only">
        {open ? spoken : ""}
      </p>
    </>
  );
}
