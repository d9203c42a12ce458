import { useEffect, type ReactNode } from "react";
import { cn } from "./cn.ts";
import { plural } from "./format.ts";

export type ComboboxOption = {
  value: string;
  label: string;
  /** A second, quieter line. */
  detail?: string;
  icon?: ReactNode;
  /** Heading it stands under; options of one group follow each other. */
  group?: string;
  /** Does something when it is taken, and leaves the text of the field alone. */
  action?: boolean;
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

type Numbered = ComboboxOption & { index: number };

/** Options under their headings, in the order given. */
const grouped = (options: ComboboxOption[]): { heading?: string; options: Numbered[] }[] => {
  const groups: { heading?: string; options: Numbered[] }[] = [];
  options.forEach((option, index) => {
    const last = groups.at(-1);
    if (last && last.heading === option.group) last.options.push({ ...option, index });
    else groups.push({ heading: option.group, options: [{ ...option, index }] });
  });
  return groups;
};

/** The list under a combobox, and a line that tells screen readers how many options there are. */
export function ComboboxList(props: ComboboxListProps) {
  const { id, options, open, loading, active } = props;
  const note = options.length === 0 ? (loading ? "Searching…" : props.emptyText) : "";
  // A closed list has nothing in it: most are never opened.
  const shown = open ? grouped(options) : [];
  useEffect(() => {
    // Focus stays in the field, so the browser does not scroll the list by itself.
    if (active >= 0)
      document.getElementById(`${id}-option-${active}`)?.scrollIntoView?.({ block: "nearest" });
  }, [id, active]);
  return (
    <>
      <div
        hidden={!open}
        className="absolute inset-x-0 top-full z-30 mt-1 rounded-card border border-border bg-surface p-1 shadow-float"
      >
        <div
          id={`${id}-list`}
          role="listbox"
          aria-label={props.label}
          className="max-h-80 overflow-y-auto"
        >
          {shown.map(({ heading, options: members }) => {
            const items = members.map((option) => (
              <Option key={option.value} {...props} {...{ option }} />
            ));
            return heading === undefined ? (
              items
            ) : (
              <div key={heading} role="group" aria-label={heading}>
                <p aria-hidden className="px-3 pt-2 pb-1 text-sm font-medium text-muted">
                  {heading}
                </p>
                {items}
              </div>
            );
          })}
        </div>
        {note && <p className="px-3 py-2 text-muted">{note}</p>}
      </div>
      <p role="status" className="sr-only">
        {open ? note || plural(options.length, "suggestion", "suggestions") : ""}
      </p>
    </>
  );
}

function Option({ id, active, option, onTake }: ComboboxListProps & { option: Numbered }) {
  const { index } = option;
  return (
    <div
      id={`${id}-option-${index}`}
      role="option"
      aria-selected={index === active}
      tabIndex={-1}
      // Keeps focus in the field, so its blur does not close the list before the click.
      onPointerDown={(event) => event.preventDefault()}
      onClick={() => onTake(option)}
      className={cn(
        "flex min-h-11 cursor-pointer items-center gap-3 rounded-control px-3 py-2 [&_svg]:size-5 [&_svg]:shrink-0 [&_svg]:stroke-[1.75]",
        index === active ? "bg-accent-soft" : "hover:bg-surface-2",
      )}
    >
      {option.icon}
      <span className="flex min-w-0 flex-col">
        <span>{option.label}</span>
        {option.detail && <span className="text-sm text-muted">{option.detail}</span>}
      </span>
    </div>
  );
}
