import {
  CalendarCheck,
  CalendarClock,
  MapPinned,
  MessageSquareQuote,
  ReceiptText,
  ShieldCheck,
  WalletCards,
} from "lucide-react";
import { discoverTexts } from "./texts.ts";

const texts = discoverTexts.home;
const stepIcons = [MapPinned, CalendarClock, WalletCards];
const protectIcons = [CalendarCheck, ReceiptText, ShieldCheck, MessageSquareQuote];

/** Three steps from need to done. */
export function HowItWorks() {
  return (
    <section aria-labelledby="how" className="flex flex-col gap-6">
      <h2 id="how" className="text-xl">
        {texts.howHeading}
      </h2>
      <ol className="grid gap-8 md:grid-cols-3">
        {texts.how.map((step, index) => {
          const Icon = stepIcons[index] ?? MapPinned;
          return (
            <li key={step.title} className="flex flex-col gap-2">
              <span className="flex size-12 items-center justify-center rounded-full bg-accent-soft text-accent">
                <Icon aria-hidden className="size-6 stroke-[1.75]" />
              </span>
              <h3 className="pt-2 text-lg">{`${index + 1}. ${step.title}`}</h3>
              <p className="max-w-prose text-muted">{step.text}</p>
            </li>
          );
        })}
      </ol>
    </section>
  );
}

/** What the customer can rely on. */
export function WhatProtects() {
  return (
    <section aria-labelledby="protects" className="flex flex-col gap-6">
      <h2 id="protects" className="text-xl">
        {texts.protectHeading}
      </h2>
      <ul className="grid gap-x-8 gap-y-6 sm:grid-cols-2">
        {texts.protect.map((point, index) => {
          const Icon = protectIcons[index] ?? ShieldCheck;
          return (
            <li key={point.title} className="flex gap-4">
              <Icon aria-hidden className="mt-0.5 size-6 shrink-0 stroke-[1.75] text-accent" />
              <div className="flex flex-col gap-1">
                <h3 className="text-base">{point.title}</h3>
                <p className="max-w-prose text-muted">{point.text}</p>
              </div>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
