"use client";
import { Checkbox, Select } from "@loconomy/ui";
import { useState } from "react";
import { providerFormTexts } from "./provider-form-texts.ts";

const CODES =
  "ar bn cs da de el en es fa fi fr he hi hu id it ja ko nb ne nl pa pl pt ro ru sv sw ta th tl tr uk ur vi yue zh";
const nameOf = new Intl.DisplayNames("en", { type: "language" });
const OPTIONS = CODES.split(" ")
  .map((code) => ({ value: code, label: nameOf.of(code) ?? code }))
  .toSorted((a, b) => a.label.localeCompare(b.label, "en"));

interface LanguagesFieldProps {
  /** ISO 639 codes. */
  value: string[];
  onChange: (codes: string[]) => void;
  error?: string;
}

/** The languages that a provider speaks: those chosen stay as ticked boxes, a list adds more. */
export function LanguagesField({ value, onChange, error }: LanguagesFieldProps) {
  const [offered, setOffered] = useState(value);
  const shown = [...new Set([...offered, ...value])];
  const t = providerFormTexts;
  return (
    <fieldset className="flex flex-col gap-1">
      <legend className="mb-0.5 font-medium">{t.languages}</legend>
      <div className="flex flex-wrap gap-x-6">
        {shown.map((code) => (
          <Checkbox
            key={code}
            label={nameOf.of(code) ?? code}
            checked={value.includes(code)}
            onChange={({ currentTarget: { checked } }) => {
              setOffered(shown);
              onChange(checked ? [...value, code] : value.filter((other) => other !== code));
            }}
          />
        ))}
      </div>
      <Select
        label={t.addLanguage}
        hideLabel
        placeholder={t.addLanguage}
        error={error}
        className="max-w-72"
        value=""
        options={OPTIONS.filter(({ value: code }) => !shown.includes(code))}
        onChange={({ currentTarget: { value: code } }) => code && onChange([...value, code])}
      />
    </fieldset>
  );
}
