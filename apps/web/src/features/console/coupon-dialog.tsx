"use client";
import type { Category } from "@loconomy/contracts";
import { Button, Select, TextField } from "@loconomy/ui";
import { useState } from "react";
import { api } from "../../api/browser.ts";
import { parsePrice } from "../shell/price-text.ts";
import { FormDialog } from "./form-dialog.tsx";
import { pricingTexts } from "./pricing-texts.ts";
import { useFields } from "./use-fields.ts";

const t = pricingTexts.coupons;
const EMPTY = {
  code: "",
  kind: "percent",
  value: "",
  currency: "",
  minimum: "",
  usesMax: "",
  usesPerCustomer: "1",
  categoryId: "",
  validUntil: "",
};

const limitOf = (text: string): number | null | undefined =>
  text.trim() === "" ? null : /^[1-9]\d{0,5}$/.test(text.trim()) ? Number(text) : undefined;

/** Makes a coupon. */
export function CouponDialog({ categories }: { categories: readonly Category[] }) {
  const { fields, set, clear } = useFields(EMPTY);
  const [isTried, setTried] = useState(false);
  const isPercent = fields.kind === "percent";
  const currency = fields.currency.trim().toUpperCase();
  const value = parsePrice(fields.value, isPercent ? "JPY" : currency);
  const isValueRight = value !== null && value > 0 && (!isPercent || value < 100);
  const minimum = fields.minimum.trim() === "" ? 0 : parsePrice(fields.minimum, currency);
  const isCurrencyRight = /^[A-Z]{3}$/.test(currency) || (isPercent && minimum === 0);
  const limits = {
    usesMax: limitOf(fields.usesMax),
    usesPerCustomer: limitOf(fields.usesPerCustomer),
  };
  const send = () => {
    setTried(true);
    const { usesMax, usesPerCustomer } = limits;
    if (!isValueRight || !isCurrencyRight || minimum === null) return null;
    if (usesMax === undefined || usesPerCustomer === undefined) return null;
    return api.payments
      .createCoupon({
        code: fields.code,
        off: isPercent ? { percent: value } : { amounts: [{ amount: value, currency }] },
        minimums: minimum > 0 ? [{ amount: minimum, currency }] : [],
        categoryIds: fields.categoryId ? [fields.categoryId] : [],
        usesMax,
        usesPerCustomer,
        validFrom: new Date().toISOString(),
        validUntil: fields.validUntil ? endOfDay(fields.validUntil) : null,
      })
      .then(() => {
        clear();
        setTried(false);
      });
  };
  const wrong = (isRight: boolean, text: string) => (isTried && !isRight ? text : undefined);
  return (
    <FormDialog
      title={t.add}
      description={t.explanation}
      trigger={<Button className="self-start">{t.add}</Button>}
      send={send}
    >
      <TextField label={t.code} value={fields.code} maxLength={40} onChange={set("code")} />
      <Select
        label={t.kind}
        value={fields.kind}
        onChange={set("kind")}
        options={[
          { value: "percent", label: t.percent },
          { value: "amount", label: t.amount },
        ]}
      />
      <TextField
        label={t.value(isPercent)}
        inputMode="decimal"
        value={fields.value}
        error={wrong(isValueRight, t.valueWrong)}
        onChange={set("value")}
      />
      <TextField
        label={t.currency}
        value={fields.currency}
        maxLength={3}
        optional={isPercent}
        error={wrong(isCurrencyRight, t.minimumCurrency)}
        onChange={set("currency")}
      />
      <TextField
        label={t.minimum}
        inputMode="decimal"
        optional
        value={fields.minimum}
        error={wrong(minimum !== null, t.valueWrong)}
        onChange={set("minimum")}
      />
      <Select
        label={t.for}
        value={fields.categoryId}
        onChange={set("categoryId")}
        placeholder={t.all}
        options={categories.map(({ id, name }) => ({ value: id, label: name }))}
      />
      {(["usesMax", "usesPerCustomer"] as const).map((name) => (
        <TextField
          key={name}
          label={t[name]}
          hint={pricingTexts.optional}
          inputMode="numeric"
          optional
          value={fields[name]}
          error={wrong(limits[name] !== undefined, t.number)}
          onChange={set(name)}
        />
      ))}
      <TextField
        type="date"
        label={t.validUntil}
        optional
        value={fields.validUntil}
        onChange={set("validUntil")}
      />
    </FormDialog>
  );
}

/** The moment after a day, by UTC. */
const endOfDay = (day: string): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + 86_400_000).toISOString();
