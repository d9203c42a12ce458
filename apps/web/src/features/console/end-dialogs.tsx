"use client";
import type { Coupon, TaxRate } from "@loconomy/contracts";
import { TextField } from "@loconomy/ui";
import { useState } from "react";
import { api } from "../../api/browser.ts";
import { RowAction } from "./form-dialog.tsx";
import { pricingTexts as t } from "./pricing-texts.ts";

/** Ends a coupon now. */
export function EndCoupon({ coupon: { id, code } }: { coupon: Coupon }) {
  return (
    <RowAction
      title={t.coupons.endOf(code)}
      description={t.coupons.explanation}
      action={t.end}
      tone="danger"
      send={() => api.payments.endCoupon({ id })}
    />
  );
}

/** Removes a rule of the platform's fee. */
export function RemoveFee({ id, what }: { id: string; what: string }) {
  return (
    <RowAction
      title={t.fees.removeOf(what)}
      description={t.fees.which}
      action={t.remove}
      tone="danger"
      send={() => api.payments.deleteFee({ id })}
    />
  );
}

/** Says on which day a tax is borne for the last time. */
export function EndTax({ tax: { id, name, validFrom, validUntil } }: { tax: TaxRate }) {
  const [day, setDay] = useState(validUntil ?? "");
  return (
    <RowAction
      title={t.taxes.endOf(name)}
      description={t.taxes.explanation}
      action={t.end}
      send={() => api.payments.endTaxRate({ id, validUntil: day })}
    >
      <TextField
        type="date"
        label={t.taxes.validUntil}
        min={validFrom}
        value={day}
        onChange={(event) => setDay(event.target.value)}
      />
    </RowAction>
  );
}
