"use client";
import { Button, Checkbox, TextField } from "@loconomy/ui";
import { useState } from "react";
import { api } from "../../api/browser.ts";
import { FormDialog } from "./form-dialog.tsx";
import { parsePercent, PPM } from "./percent.ts";
import { pricingTexts } from "./pricing-texts.ts";
import { useFields } from "./use-fields.ts";

const t = pricingTexts.taxes;
const EMPTY = { country: "", region: "", name: "", percent: "", validFrom: "", validUntil: "" };

/** Adds a tax. */
export function TaxDialog() {
  const { fields, set } = useFields(EMPTY);
  const [isInclusive, setInclusive] = useState(false);
  const [isTried, setTried] = useState(false);
  const ratePpm = parsePercent(fields.percent, PPM);
  const send = () => {
    setTried(true);
    if (!ratePpm) return null;
    const { country, region, name, validFrom, validUntil } = fields;
    return api.payments.createTaxRate({
      country: country.trim().toUpperCase(),
      region: region.trim() || null,
      name,
      ratePpm,
      isInclusive,
      validFrom,
      validUntil: validUntil || null,
    });
  };
  return (
    <FormDialog
      title={t.add}
      description={t.explanation}
      trigger={<Button className="self-start">{t.add}</Button>}
      send={send}
    >
      <TextField label={t.country} maxLength={2} value={fields.country} onChange={set("country")} />
      <TextField
        label={t.region}
        hint={t.regionHint}
        optional
        value={fields.region}
        onChange={set("region")}
      />
      <TextField label={t.name} maxLength={60} value={fields.name} onChange={set("name")} />
      <TextField
        label={t.percent}
        inputMode="decimal"
        value={fields.percent}
        error={isTried && !ratePpm ? t.percentWrong : undefined}
        onChange={set("percent")}
      />
      <Checkbox
        label={t.isInclusive}
        checked={isInclusive}
        onChange={(event) => setInclusive(event.target.checked)}
      />
      <TextField
        type="date"
        label={t.validFrom}
        value={fields.validFrom}
        onChange={set("validFrom")}
      />
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
