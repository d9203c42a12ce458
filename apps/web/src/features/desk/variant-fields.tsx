"use client";
import { VARIANTS_MAX } from "@loconomy/contracts";
import { Button, IconButton, Select, TextField, formatDuration } from "@loconomy/ui";
import { ArrowDown, ArrowUp, Plus, Trash2 } from "lucide-react";
import { useFieldArray, useFormContext } from "react-hook-form";
import { minutesWith, type ServiceFields } from "./service-fields.ts";
import { servicesTexts } from "./services-texts.ts";

const t = servicesTexts.variants;

/** The variants of a service: each with a name, a price and a duration; added, removed and put in order. */
export function VariantFields({ currency }: { currency: string }) {
  const { control, getValues, setFocus } = useFormContext<ServiceFields>();
  // The rows have ids of their own, beside those that the variants have.
  const { fields, append, remove, move } = useFieldArray({
    control,
    name: "variants",
    keyName: "key",
  });
  const add = () => {
    const { price, durationMinutes } = getValues();
    append({ name: "", price, durationMinutes });
  };
  const shift = (from: number, to: number) => {
    move(from, to);
    setFocus(`variants.${to}.name`);
  };
  return (
    <fieldset className="flex flex-col gap-3">
      <legend className="mb-1.5 font-medium">{t.legend}</legend>
      <p className="-mt-1 text-sm text-muted">{t.hint}</p>
      {fields.length > 0 && (
        <ol className="flex flex-col gap-3">
          {fields.map(({ key }, index) => (
            <li key={key} className="flex flex-col gap-3 rounded-card border border-border p-4">
              <VariantRow index={index} currency={currency} />
              <div className="flex items-center gap-1">
                <IconButton
                  label={t.up(index + 1)}
                  disabled={index === 0}
                  icon={<ArrowUp aria-hidden />}
                  onClick={() => shift(index, index - 1)}
                />
                <IconButton
                  label={t.down(index + 1)}
                  disabled={index === fields.length - 1}
                  icon={<ArrowDown aria-hidden />}
                  onClick={() => shift(index, index + 1)}
                />
                <IconButton
                  className="ml-auto"
                  label={t.remove(index + 1)}
                  icon={<Trash2 aria-hidden />}
                  onClick={() => remove(index)}
                />
              </div>
            </li>
          ))}
        </ol>
      )}
      {fields.length < VARIANTS_MAX && (
        <Button variant="quiet" className="self-start" onClick={add}>
          <Plus aria-hidden />
          {t.add}
        </Button>
      )}
    </fieldset>
  );
}

function VariantRow({ index, currency }: { index: number; currency: string }) {
  const { register, getValues, formState } = useFormContext<ServiceFields>();
  const errors = formState.errors.variants?.[index];
  return (
    <div className="grid gap-3 sm:grid-cols-2">
      <TextField
        className="sm:col-span-2"
        label={t.name}
        placeholder={t.example}
        error={errors?.name?.message}
        {...register(`variants.${index}.name`)}
      />
      <TextField
        label={servicesTexts.price(currency)}
        inputMode="decimal"
        error={errors?.price?.message}
        {...register(`variants.${index}.price`)}
      />
      <Select
        label={servicesTexts.duration}
        options={minutesWith(getValues(`variants.${index}.durationMinutes`)).map((n) => ({
          value: String(n),
          label: formatDuration(n),
        }))}
        error={errors?.durationMinutes?.message}
        {...register(`variants.${index}.durationMinutes`, { valueAsNumber: true })}
      />
    </div>
  );
}
