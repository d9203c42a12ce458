"use client";
import { Banner } from "@loconomy/ui";
import { useEffect, useState } from "react";
import { payTexts } from "./pay-texts.ts";

/** From here on it takes longer than usual. */
const SLOW_MS = 8000;

/** Stands where the card form was until the server knows what became of the payment. */
export function PaymentCheck() {
  const [isSlow, setSlow] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setSlow(true), SLOW_MS);
    return () => clearTimeout(timer);
  }, []);
  return <Banner title={payTexts.checking}>{isSlow ? payTexts.slow : payTexts.soon}</Banner>;
}
