import { CircleAlert } from "lucide-react";
import type { ReactNode } from "react";
import { cn } from "./cn.ts";

/** What every labelled control shares. */
export type FieldProps = {
  label: string;
  /** Help that stays visible, under the control so that neighbors in a row line up. */
  hint?: ReactNode;
  /** What is wrong and what to do; marks the control as invalid. */
  error?: string;
  /** Adds the word "optional" to the label. */
  optional?: boolean;
  /** Keeps the label for screen readers only. */
  hideLabel?: boolean;
};

/** The look shared by text fields, text areas, selects and comboboxes. */
export const controlClass =
  "block min-h-11 w-full rounded-control border border-border-strong bg-surface px-3 py-2 text-base text-text hover:border-text disabled:cursor-not-allowed disabled:bg-surface-2 disabled:text-muted disabled:hover:border-border-strong aria-invalid:border-danger aria-invalid:ring-1 aria-invalid:ring-danger";

/** The attributes that tie a control to its hint and its error. */
export function describe(id: string, { hint, error }: Pick<FieldProps, "hint" | "error">) {
  const ids = [hint ? `${id}-hint` : "", error ? `${id}-error` : ""].filter(Boolean).join(" ");
  return { "aria-describedby": ids || undefined, "aria-invalid": error ? true : undefined };
}

/** Label above, the control, hint and error below. */
export function Field({
  id,
  label,
  hint,
  error,
  optional,
  hideLabel,
  className,
  children,
}: FieldProps & { id: string; className?: string; children: ReactNode }) {
  return (
    <div className={cn("flex flex-col gap-1.5", className)}>
      <label htmlFor={id} className={cn("font-medium", hideLabel && "sr-only")}>
        {label}
        {optional && <span className="font-normal text-muted"> (optional)</span>}
      </label>
      {children}
      {hint && (
        <p id={`${id}-hint`} className="text-sm text-muted">
          {hint}
        </p>
      )}
      <FieldError id={id} error={error} />
    </div>
  );
}

export function FieldError({ id, error }: { id: string; error?: string }) {
  if (!error) return null;
  return (
    <p id={`${id}-error`} className="flex items-start gap-1.5 text-sm text-danger">
      <CircleAlert aria-hidden className="size-5 shrink-0 stroke-[1.75]" />
      {/* Messages of the contract begin in lower case. */}
      <span className="first-letter:uppercase">{error}</span>
    </p>
  );
}
