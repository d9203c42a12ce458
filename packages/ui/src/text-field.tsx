import { type ComponentProps, type ReactNode, useId } from "react";
import { cn } from "./cn.ts";
import { Field, type FieldProps, controlClass, describe } from "./field.tsx";

export type TextFieldProps = FieldProps &
  Omit<ComponentProps<"input">, "prefix"> & {
    /** Inside the left edge: an icon or a unit such as "$". */
    prefix?: ReactNode;
    /** Inside the right edge: a unit such as "min". */
    suffix?: ReactNode;
  };

/** One line of text. `ref` and every input attribute go to the input, so form libraries can register it. */
export function TextField({
  label,
  hint,
  error,
  optional,
  hideLabel,
  prefix,
  suffix,
  className,
  id: givenId,
  ...input
}: TextFieldProps) {
  const generatedId = useId();
  const id = givenId ?? generatedId;
  return (
    <Field {...{ id, label, hint, error, optional, hideLabel, className }}>
      <div className="relative">
        {prefix && <Affix className="left-0 pl-3">{prefix}</Affix>}
        <input
          id={id}
          {...describe(id, { hint, error })}
          {...input}
          className={cn(controlClass, prefix && "pl-10", suffix && "pr-14")}
        />
        {suffix && <Affix className="right-0 pr-3">{suffix}</Affix>}
      </div>
    </Field>
  );
}

function Affix({ className, children }: { className: string; children: ReactNode }) {
  return (
    <span
      className={cn(
        "pointer-events-none absolute inset-y-0 flex items-center text-muted [&_svg]:size-5 [&_svg]:stroke-[1.75]",
        className,
      )}
    >
      {children}
    </span>
  );
}
