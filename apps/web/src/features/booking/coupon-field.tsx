"use client";
import type { Hold } from "@loconomy/contracts";
import { Banner, Button, TextField } from "@loconomy/ui";
import { useMutation } from "@tanstack/react-query";
import { type FormEvent, useEffect, useRef, useState } from "react";
import { api } from "../../api/browser.ts";
import { shownError } from "../../api/errors.ts";
import { bookTexts } from "./book-texts.ts";

interface CouponFieldProps {
  hold: Hold;
  /** Called with the hold at its other price. */
  onChange: (hold: Hold) => void;
}

/** Takes a coupon off the held price, or gives it back; a code that is refused says why. */
export function CouponField({ hold, onChange }: CouponFieldProps) {
  const { id } = hold;
  const { couponCode } = hold.quote;
  const [code, setCode] = useState("");
  const whole = useRef<HTMLDivElement>(null);
  const before = useRef(couponCode);
  // What was in focus is gone with the other form: its successor takes over.
  useEffect(() => {
    if (before.current === couponCode) return;
    before.current = couponCode;
    whole.current?.querySelector<HTMLElement>(couponCode ? "button" : "input")?.focus();
  }, [couponCode]);
  const t = bookTexts.coupon;
  const apply = useMutation({
    mutationFn: (wanted: string) => api.bookings.applyCoupon({ id, code: wanted }),
    onSuccess: (changed) => {
      setCode("");
      onChange(changed);
    },
  });
  const remove = useMutation({
    mutationFn: () => api.bookings.removeCoupon({ id }),
    onSuccess: onChange,
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (code.trim()) apply.mutate(code);
  };
  return (
    <div ref={whole} className="flex flex-col gap-1">
      <div className="flex items-center justify-between gap-4">
        <p role="status" className={couponCode ? "min-w-0 break-words" : "sr-only"}>
          {couponCode ? t.applied(couponCode) : remove.isSuccess && t.removed}
        </p>
        {couponCode && (
          <Button variant="link" loading={remove.isPending} onClick={() => remove.mutate()}>
            {t.remove}
          </Button>
        )}
      </div>
      {remove.error && <Banner tone="danger">{shownError(remove.error).message}</Banner>}
      {!couponCode && (
        <form onSubmit={submit} noValidate className="flex items-start gap-3">
          <div className="min-w-0 grow">
            <TextField
              label={t.label}
              value={code}
              maxLength={60}
              autoComplete="off"
              autoCapitalize="characters"
              error={apply.error ? refusal(apply.error) : undefined}
              onChange={(event) => {
                setCode(event.target.value);
                apply.reset();
              }}
            />
          </div>
          <Button type="submit" variant="quiet" className="mt-7.5" loading={apply.isPending}>
            {t.apply}
          </Button>
        </form>
      )}
    </div>
  );
}

/** A code that no coupon could have is as good as one that nobody knows. */
const refusal = (error: unknown): string => {
  const { code, message } = shownError(error);
  return code === "invalid_request" || code === "BAD_REQUEST" ? bookTexts.coupon.unknown : message;
};
