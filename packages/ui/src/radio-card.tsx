import { type ComponentProps, type ReactNode, useId } from "react";
import { cn } from "./cn.ts";
import { FieldError } from "./field.tsx";

export type RadioCardProps = Omit<ComponentProps<"input">, "type"> & {
  label: ReactNode;
  description?: ReactNode;
  /** At the right edge: a price, an icon. */
  aside?: ReactNode;
};

/** One choice of a group, as a card. The radio is the browser's own, so forms and arrow keys just work. */
export function RadioCard({ label, description, aside, className, ...input }: RadioCardProps) {
  return (
    <label
      className={cn(
        "flex min-h-11 items-start gap-3 rounded-card border border-border bg-surface p-4 hover:border-border-strong has-checked:border-accent has-checked:bg-accent-soft has-checked:ring-1 has-checked:ring-accent has-disabled:bg-surface-2 has-disabled:text-muted has-disabled:hover:border-border",
        className,
      )}
    >
      <input
        type="radio"
        {...input}
        className="mt-0.5 size-5 shrink-0 appearance-none rounded-full border border-border-strong bg-surface checked:border-[6px] checked:border-accent disabled:bg-surface-2"
      />
      <span className="flex min-w-0 grow flex-col">
        <span className="font-medium">{label}</span>
        {description && <span className="text-sm text-muted">{description}</span>}
      </span>
      {aside && <span className="shrink-0 font-medium tabular">{aside}</span>}
    </label>
  );
}

export type RadioCardGroupProps = {
  legend: string;
  hint?: ReactNode;
  error?: string;
  hideLegend?: boolean;
  className?: string;
  /** RadioCards that share one `name`. */
  children: ReactNode;
};

/** The question above a set of RadioCards. */
export function RadioCardGroup(props: RadioCardGroupProps) {
  const id = useId();
  const describedBy = [props.hint && `${id}-hint`, props.error && `${id}-error`].filter(Boolean);
  return (
    <fieldset
      className={cn("flex flex-col gap-2", props.className)}
      aria-describedby={describedBy.join(" ") || undefined}
    >
      <legend className={cn("mb-1.5 font-medium", props.hideLegend && "sr-only")}>
        {props.legend}
      </legend>
      {props.hint && (
        <p id={`${id}-hint`} className="-mt-1 text-sm text-muted">
          {props.hint}
        </p>
      )}
      {props.children}
      <FieldError id={id} error={props.error} />
    </fieldset>
  );
}
