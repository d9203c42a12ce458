import { ChevronDown } from "lucide-react";
import { type ComponentProps, useId } from "react";
import { cn } from "./cn.ts";
import { Field, type FieldProps, controlClass, describe } from "./field.tsx";

export type SelectOption = { value: string; label: string; disabled?: boolean };

export type SelectProps = FieldProps &
  ComponentProps<"select"> & {
    /** The choices; give `children` instead for option groups. */
    options?: SelectOption[];
    /** A first, empty choice such as "Choose a service". */
    placeholder?: string;
  };

/** The browser's own select in the look of the other fields. */
export function Select({
  label,
  hint,
  error,
  optional,
  hideLabel,
  className,
  id: givenId,
  options = [],
  placeholder,
  children,
  ...select
}: SelectProps) {
  const generatedId = useId();
  const id = givenId ?? generatedId;
  return (
    <Field {...{ id, label, hint, error, optional, hideLabel, className }}>
      <div className="relative">
        <select
          id={id}
          {...describe(id, { hint, error })}
          {...select}
          className={cn(controlClass, "appearance-none truncate pr-10")}
        >
          {placeholder !== undefined && <option value="">{placeholder}</option>}
          {options.map((option) => (
            <option key={option.value} value={option.value} disabled={option.disabled}>
              {option.label}
            </option>
          ))}
          {children}
        </select>
        <ChevronDown
          aria-hidden
          className="pointer-events-none absolute top-1/2 right-3 size-5 -translate-y-1/2 stroke-[1.75] text-muted"
        />
      </div>
    </Field>
  );
}
