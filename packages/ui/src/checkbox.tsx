import { Check } from "lucide-react";
import { type ComponentProps, type ReactNode, useId } from "react";
import { cn } from "./cn.ts";
import { FieldError, describe } from "./field.tsx";

export type CheckboxProps = Omit<ComponentProps<"input">, "type"> & {
  label: ReactNode;
  hint?: ReactNode;
  error?: string;
};

/** A yes or no that is sent with the form. */
export function Checkbox({ label, hint, error, className, id: givenId, ...input }: CheckboxProps) {
  const generatedId = useId();
  const id = givenId ?? generatedId;
  return (
    <div className={cn("flex flex-col", className)}>
      <label className="flex min-h-11 items-start gap-3 py-2.5 has-disabled:text-muted">
        <span className="relative mt-0.5 flex size-5 shrink-0">
          <input
            type="checkbox"
            id={id}
            {...describe(id, { hint, error })}
            {...input}
            className="peer size-5 appearance-none rounded-[5px] border border-border-strong bg-surface checked:border-accent checked:bg-accent hover:border-text disabled:bg-surface-2 aria-invalid:border-danger checked:hover:border-accent"
          />
          <Check
            aria-hidden
            className="pointer-events-none absolute inset-0.5 size-4 stroke-[3] text-on-accent opacity-0 peer-checked:opacity-100"
          />
        </span>
        <span>{label}</span>
      </label>
      {hint && (
        <p id={`${id}-hint`} className="-mt-2 pb-2 pl-8 text-sm text-muted">
          {hint}
        </p>
      )}
      <FieldError id={id} error={error} />
    </div>
  );
}
