"use client";
import type { Coupon, TaxRate } from "@loconomy/contracts";
import { Button, TextField } from "@loconomy/ui";
import { useState } from "react";
import { api } from "../../api/browser.ts";
import { FormDialog } from "./form-dialog.tsx";
import { pricingTexts as t } from "./pricing-texts.ts";

const opener = (label: string, action: string) => (
  <Button variant="link" aria-label={label} className="text-sm">
    {action}
  </Button>
);

/** Ends a coupon now. */
export function EndCoupon({ coupon: { id, code } }: { coupon: Coupon }) {
  const title = t.coupons.endOf(code);
  return (
    <FormDialog
      title={title}
      description={t.coupons.explanation}
      trigger={opener(title, t.end)}
      action={t.end}
      tone="danger"
      send={() => api.payments.endCoupon({ id })}
    />
  );
}

/** Removes a rule of the platform's fee. */
export function RemoveFee({ id, what }: { id: string; what: string }) {
  const title = t.fees.removeOf(what);
  return (
    <FormDialog
      title={title}
      description={t.fees.which}
      trigger={opener(title, t.remove)}
      action={t.remove}
      tone="danger"
      send={() => api.payments.deleteFee({ id })}
    />
  );
}

/** Says on which day a tax is borne for the last time. */
export function EndTax({ tax: { id, name, validFrom, validUntil } }: { tax: TaxRate }) {
  const [day, setDay] = useState(validUntil ?? "");
  const title = t.taxes.endOf(name);
  return (
    <FormDialog
      title={title}
      description={t.taxes.explanation}
      trigger={opener(title, t.end)}
      send={() => api.payments.endTaxRate({ id, validUntil: day })}
    >
      <TextField
        type="date"
        label={t.taxes.validUntil}
        min={validFrom}
        value={day}
        onChange={(event) => setDay(event.target.value)}
      />
    </FormDialog>
  );
}
