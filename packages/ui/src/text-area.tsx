import { type ComponentProps, useId } from "react";
import { cn } from "./cn.ts";
import { Field, type FieldProps, controlClass, describe } from "./field.tsx";

export type TextAreaProps = FieldProps & ComponentProps<"textarea">;

/** Several lines of text; grows with its content where the browser can. */
export function TextArea({
  label,
  hint,
  error,
  optional,
  hideLabel,
  className,
  id: givenId,
  rows = 4,
  ...textarea
}: TextAreaProps) {
  const generatedId = useId();
  const id = givenId ?? generatedId;
  return (
    <Field {...{ id, label, hint, error, optional, hideLabel, className }}>
      <textarea
        id={id}
        rows={rows}
        {...describe(id, { hint, error })}
        {...textarea}
        className={cn(controlClass, "min-h-28! [field-sizing:content]")}
      />
    </Field>
  );
}
