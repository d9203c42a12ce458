"use client";
import { zodResolver } from "@hookform/resolvers/zod";
import { type Category, CreateProvider } from "@loconomy/contracts";
import {
  Banner,
  Button,
  RadioCard,
  RadioCardGroup,
  Select,
  TextArea,
  TextField,
  formatDistance,
} from "@loconomy/ui";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { Controller, useForm, useWatch } from "react-hook-form";
import { api } from "../../api/browser.ts";
import { shownError } from "../../api/errors.ts";
import { categoryGroups } from "./category-options.ts";
import { LanguagesField } from "./languages-field.tsx";
import { PlaceField } from "./place-field.tsx";
import { currencyOf } from "../shell/currency-of.ts";
import { refreshMe } from "../shell/use-me.ts";
import { providerFormTexts } from "./provider-form-texts.ts";

const RADII_KM = [5, 10, 25, 50, 100, 200];
/** Those of most people; that of the place is offered beside them. */
const CURRENCIES = [
  "USD",
  "EUR",
  "GBP",
  "CAD",
  "AUD",
  "NZD",
  "CHF",
  "SEK",
  "NOK",
  "DKK",
  "PLN",
  "CZK",
  "JPY",
  "INR",
  "BRL",
  "MXN",
  "SGD",
  "ZAR",
];
const POLICIES = ["flexible", "moderate", "strict"] as const;

/** Opens a provider profile and leads on to the services. */
export function ProviderForm({ categories }: { categories: Category[] }) {
  const [failure, setFailure] = useState<string | null>(null);
  const router = useRouter();
  const form = useForm({
    resolver: zodResolver(CreateProvider),
    defaultValues: {
      businessName: "",
      bio: "",
      categoryId: "",
      locationLabel: "",
      serviceRadiusKm: 25,
      currency: "USD",
      cancellationPolicy: "flexible" as const,
      languages: ["en"],
    },
  });
  const currency = useWatch({ control: form.control, name: "currency" });
  const { errors, isSubmitting } = form.formState;
  const submit = form.handleSubmit(async (values) => {
    setFailure(null);
    try {
      await api.providers.createProvider({ ...values, bio: values.bio || null });
      await refreshMe();
      router.push("/desk/services");
      router.refresh();
    } catch (error) {
      const shown = shownError(error);
      for (const { path, message } of shown.fields)
        form.setError(path as "businessName", { message });
      setFailure(shown.message);
    }
  });
  const t = providerFormTexts;
  return (
    <form onSubmit={submit} noValidate className="flex flex-col gap-5">
      {failure && (
        <Banner tone="danger" title={t.failed}>
          {failure}
        </Banner>
      )}
      <TextField
        label={t.businessName}
        autoComplete="organization"
        error={errors.businessName?.message}
        {...form.register("businessName")}
      />
      <Select
        label={t.category}
        placeholder={t.chooseCategory}
        error={errors.categoryId && t.chooseCategory}
        {...form.register("categoryId")}
      >
        {categoryGroups(categories).map(({ label, options }) => (
          <optgroup key={label} label={label}>
            {options.map((option) => (
              <option key={option.value} value={option.value}>
                {option.label}
              </option>
            ))}
          </optgroup>
        ))}
      </Select>
      <PlaceField
        error={errors.locationLabel || errors.position ? t.placeMissing : undefined}
        onChange={(place) => {
          form.setValue("locationLabel", place?.label ?? "", { shouldValidate: place !== null });
          if (!place) return;
          form.setValue("position", place.position, { shouldValidate: true });
          form.setValue("timeZone", place.timeZone);
          form.setValue("currency", currencyOf(place.country));
        }}
      />
      <div className="grid gap-5 sm:grid-cols-2">
        <Select
          label={t.radius}
          options={RADII_KM.map((km) => ({ value: String(km), label: formatDistance(km * 1000) }))}
          error={errors.serviceRadiusKm?.message}
          {...form.register("serviceRadiusKm", { valueAsNumber: true })}
        />
        <Select
          label={t.currency}
          options={[...new Set([...CURRENCIES, currency])].map((value) => ({
            value,
            label: value,
          }))}
          error={errors.currency?.message}
          {...form.register("currency")}
        />
      </div>
      <RadioCardGroup legend={t.policy} error={errors.cancellationPolicy?.message}>
        {POLICIES.map((name) => (
          <RadioCard
            key={name}
            value={name}
            {...t.policies[name]}
            {...form.register("cancellationPolicy")}
          />
        ))}
      </RadioCardGroup>
      <Controller
        control={form.control}
        name="languages"
        render={({ field, fieldState }) => (
          <LanguagesField
            value={field.value ?? []}
            onChange={field.onChange}
            error={fieldState.error?.message}
          />
        )}
      />
      <TextArea
        label={t.bio}
        optional
        rows={5}
        hint={t.bioHint}
        error={errors.bio?.message}
        {...form.register("bio")}
      />
      <Button type="submit" size="lg" loading={isSubmitting} className="self-start">
        {t.action}
      </Button>
    </form>
  );
}
