"use client";
import { type ComponentProps, type KeyboardEvent, type ReactNode, useId, useState } from "react";
import { cn } from "./cn.ts";
import { Field, type FieldProps, controlClass, describe } from "./field.tsx";
import { ComboboxList, type ComboboxOption } from "./combobox-list.tsx";

export type ComboboxProps = FieldProps &
  Omit<ComponentProps<"input">, "prefix" | "onSelect" | "value" | "defaultValue"> & {
    options: ComboboxOption[];
    /** Text in the field; leave it out to let the field keep its own. */
    query?: string;
    defaultQuery?: string;
    /** Called on every change of the text; load `options` from here. */
    onQueryChange?: (query: string) => void;
    onSelect?: (option: ComboboxOption) => void;
    /** Adds a hidden field of this name that carries the chosen option's value, empty for free text. */
    valueName?: string;
    defaultOptionValue?: string;
    loading?: boolean;
    /** Said when a query finds nothing. */
    emptyText?: string;
    prefix?: ReactNode;
  };

/**
 * A text field that suggests. Free text is allowed, and without JavaScript it is a plain text input under `name`.
 * Arrow keys move through the options, Home and End to the first and last of them, Enter takes one, Escape closes the list.
 */
export function Combobox({
  label,
  hint,
  error,
  optional,
  hideLabel,
  className,
  id: givenId,
  options,
  query,
  defaultQuery = "",
  onQueryChange,
  onSelect,
  valueName,
  defaultOptionValue = "",
  loading = false,
  emptyText = "Nothing found. You can keep what you typed.",
  prefix,
  onKeyDown,
  onBlur,
  ...input
}: ComboboxProps) {
  const generatedId = useId();
  const id = givenId ?? generatedId;
  const [ownQuery, setOwnQuery] = useState(defaultQuery);
  const [chosen, setChosen] = useState(defaultOptionValue);
  const [open, setOpen] = useState(false);
  const [active, setActive] = useState(-1);
  const text = query ?? ownQuery;
  const listed = open && (options.length > 0 || loading || text.trim() !== "");

  const changeText = (next: string, value: string) => {
    setOwnQuery(next);
    setChosen(value);
    setActive(-1);
    onQueryChange?.(next);
  };
  const close = () => {
    setOpen(false);
    setActive(-1);
  };
  const take = (option: ComboboxOption) => {
    if (!option.action) changeText(option.label, option.value);
    close();
    onSelect?.(option);
  };
  const move = (step: 1 | -1) => {
    if (!open) setOpen(true);
    if (options.length === 0) return;
    const from = active === -1 && step === -1 ? 0 : active;
    setActive((from + step + options.length) % options.length);
  };
  const handleKey = (event: KeyboardEvent<HTMLInputElement>) => {
    onKeyDown?.(event);
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      move(event.key === "ArrowDown" ? 1 : -1);
    } else if ((event.key === "Home" || event.key === "End") && listed && options[active]) {
      // In the list they go to its ends; while no option is active they move the cursor in the text.
      event.preventDefault();
      setActive(event.key === "Home" ? 0 : options.length - 1);
    } else if (event.key === "Enter" && listed && options[active]) {
      event.preventDefault();
      take(options[active]);
    } else if (event.key === "Escape" && open) {
      // Keeps a surrounding dialog open: the first Escape only closes the list.
      event.stopPropagation();
      close();
    }
  };

  return (
    <Field {...{ id, label, hint, error, optional, hideLabel, className }}>
      <div className="relative">
        {prefix && (
          <span className="pointer-events-none absolute inset-y-0 left-0 flex items-center pl-3 text-muted [&_svg]:size-5 [&_svg]:stroke-[1.75]">
            {prefix}
          </span>
        )}
        <input
          type="text"
          id={id}
          autoComplete="off"
          {...describe(id, { hint, error })}
          {...input}
          role="combobox"
          aria-autocomplete="list"
          aria-expanded={listed}
          aria-controls={`${id}-list`}
          aria-activedescendant={listed && active >= 0 ? `${id}-option-${active}` : undefined}
          value={text}
          onChange={(event) => {
            changeText(event.target.value, "");
            setOpen(true);
          }}
          onClick={() => setOpen(true)}
          onKeyDown={handleKey}
          onBlur={(event) => {
            close();
            onBlur?.(event);
          }}
          className={cn(controlClass, prefix && "pl-10")}
        />
        {valueName && <input type="hidden" name={valueName} value={chosen} readOnly />}
        <ComboboxList
          {...{ id, label, options, active, loading, open: listed, emptyText }}
          onTake={take}
        />
      </div>
    </Field>
  );
}
