import { RadioCard, RadioCardGroup, TextField } from "@loconomy/ui";
import { useFormContext, useWatch } from "react-hook-form";
import type { ServiceFields } from "./service-fields.ts";
import { servicesTexts } from "./services-texts.ts";

const t = servicesTexts.deposit;

/** Whether something is due at booking, and how much. */
export function DepositFields({ currency }: { currency: string }) {
  const { register, formState, control } = useFormContext<ServiceFields>();
  const deposit = useWatch({ control, name: "deposit" });
  const { errors } = formState;
  return (
    <>
      <RadioCardGroup legend={t.legend} error={errors.deposit?.message}>
        <RadioCard value="none" label={t.none} description={t.noneHint} {...register("deposit")} />
        <RadioCard value="percent" label={t.percent} {...register("deposit")} />
        <RadioCard value="amount" label={t.amount} {...register("deposit")} />
      </RadioCardGroup>
      {deposit === "percent" && (
        <TextField
          label={t.percentLabel}
          hint={t.hint}
          inputMode="numeric"
          error={errors.depositPercent?.message}
          {...register("depositPercent")}
        />
      )}
      {deposit === "amount" && (
        <TextField
          label={t.amountLabel(currency)}
          hint={t.hint}
          inputMode="decimal"
          error={errors.depositAmount?.message}
          {...register("depositAmount")}
        />
      )}
    </>
  );
}
