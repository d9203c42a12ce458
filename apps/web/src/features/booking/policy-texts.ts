/** When canceling is free, and what it costs. */
export const policyTexts = {
  freeUntil: (time: string) => `Free until ${time}`,
  keepUntil: (percent: number, time: string) => `${percent}% until ${time}`,
  keep: (percent: number) => `${percent}%`,
  only: (percent: number) => `Canceling costs ${percent}% of the price`,
  none: "no refund",
  noneOnly: "No refund when you cancel",
  freeAlways: "Free until the start",
  join: ", then ",
  explanation: "The share of the price that is kept when you cancel.",
} as const;
