"use client";
import { PLANS, Plan, type Category } from "@loconomy/contracts";
import { Button, Select, TextField } from "@loconomy/ui";
import { useState } from "react";
import { api } from "../../api/browser.ts";
import { FormDialog } from "./form-dialog.tsx";
import { BPS, parsePercent } from "./percent.ts";
import { pricingTexts } from "./pricing-texts.ts";

const t = pricingTexts.fees;

/** Sets the platform's fee for a plan, a category, or both. */
export function FeeDialog({ categories }: { categories: readonly Category[] }) {
  const [plan, setPlan] = useState("");
  const [categoryId, setCategory] = useState("");
  const [percent, setPercent] = useState("");
  const [isTried, setTried] = useState(false);
  const feeBps = parsePercent(percent, BPS);
  const isNamed = plan !== "" || categoryId !== "";
  const send = () => {
    setTried(true);
    if (feeBps === null || !isNamed) return null;
    const rule = { plan: Plan.safeParse(plan).data ?? null, categoryId: categoryId || null };
    return api.payments.putFee({ ...rule, feeBps });
  };
  return (
    <FormDialog
      title={t.add}
      description={t.which}
      trigger={<Button className="self-start">{t.add}</Button>}
      send={send}
    >
      <Select
        label={t.plan}
        value={plan}
        placeholder={t.anyPlan}
        error={isTried && !isNamed ? t.which : undefined}
        onChange={(event) => setPlan(event.target.value)}
        options={PLANS.map((value) => ({ value, label: t.plans[value] }))}
      />
      <Select
        label={t.category}
        value={categoryId}
        placeholder={pricingTexts.coupons.all}
        onChange={(event) => setCategory(event.target.value)}
        options={categories.map(({ id, name }) => ({ value: id, label: name }))}
      />
      <TextField
        label={t.percent}
        inputMode="decimal"
        value={percent}
        error={isTried && feeBps === null ? t.percentWrong : undefined}
        onChange={(event) => setPercent(event.target.value)}
      />
    </FormDialog>
  );
}
