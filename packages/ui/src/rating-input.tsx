"use client";
import { Star } from "lucide-react";
import { useId, useState } from "react";
import { cn } from "./cn.ts";
import { FieldError } from "./field.tsx";

const labels = ["Poor", "Fair", "Good", "Very good", "Excellent"];

export type RatingInputProps = {
  /** The question: "How was the work?" */
  legend: string;
  name: string;
  value?: number;
  defaultValue?: number;
  /** Called with 1 to 5. */
  onChange?: (stars: number) => void;
  required?: boolean;
  error?: string;
};

/** Five radios drawn as stars; arrow keys move, forms get the number under `name`. */
export function RatingInput(props: RatingInputProps) {
  const id = useId();
  const [own, setOwn] = useState(props.defaultValue ?? 0);
  const [hovered, setHovered] = useState(0);
  const chosen = props.value ?? own;
  const lit = hovered || chosen;
  const choose = (stars: number) => {
    setOwn(stars);
    props.onChange?.(stars);
  };
  return (
    <fieldset
      className="flex flex-col gap-1.5"
      aria-describedby={props.error ? `${id}-error` : undefined}
    >
      <legend className="mb-1.5 font-medium">{props.legend}</legend>
      <div className="flex flex-wrap items-center gap-x-3">
        <div className="-ml-2 flex" onPointerLeave={() => setHovered(0)}>
          {labels.map((label, index) => {
            const stars = index + 1;
            return (
              <label
                key={label}
                onPointerEnter={(event) => event.pointerType === "mouse" && setHovered(stars)}
                className="flex size-11 items-center justify-center rounded-control has-focus-visible:outline-2 has-focus-visible:outline-info"
              >
                <input
                  type="radio"
                  name={props.name}
                  value={stars}
                  checked={chosen === stars}
                  required={props.required}
                  onChange={() => choose(stars)}
                  className="sr-only"
                />
                <span className="sr-only">{`${stars} ${stars === 1 ? "star" : "stars"}, ${label}`}</span>
                <Star
                  aria-hidden
                  className={cn(
                    "size-7 stroke-[1.5]",
                    stars <= lit ? "fill-current text-star" : "text-border-strong",
                  )}
                />
              </label>
            );
          })}
        </div>
        <span aria-hidden className="text-muted">
          {labels[lit - 1] ?? "Choose 1 to 5 stars"}
        </span>
      </div>
      <FieldError id={id} error={props.error} />
    </fieldset>
  );
}
