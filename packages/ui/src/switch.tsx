import { type ComponentProps, type ReactNode, useId } from "react";
import { cn } from "./cn.ts";

export type SwitchProps = Omit<ComponentProps<"input">, "type" | "role"> & {
  label: ReactNode;
  hint?: ReactNode;
};

/** A setting that takes effect at once. The label stands left, the switch right. */
export function Switch({ label, hint, className, id: givenId, ...input }: SwitchProps) {
  const generatedId = useId();
  const id = givenId ?? generatedId;
  return (
    <label className={cn("flex min-h-11 items-center justify-between gap-4 py-2", className)}>
      <span className="flex flex-col">
        <span className="font-medium" id={`${id}-label`}>
          {label}
        </span>
        {hint && (
          <span id={`${id}-hint`} className="text-sm text-muted">
            {hint}
          </span>
        )}
      </span>
      <input
        type="checkbox"
        role="switch"
        id={id}
        aria-labelledby={`${id}-label`}
        aria-describedby={hint ? `${id}-hint` : undefined}
        {...input}
        className="relative h-7 w-12 shrink-0 appearance-none rounded-full border border-border-strong bg-surface-2 before:absolute before:top-[3px] before:left-[3px] before:size-5 before:rounded-full before:bg-border-strong before:transition-transform checked:border-accent checked:bg-accent checked:before:translate-x-5 checked:before:bg-on-accent disabled:opacity-50"
      />
    </label>
  );
}
