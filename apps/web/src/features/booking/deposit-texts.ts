/** What is said of a deposit and the rest of the price. */
export const depositTexts = {
  today: "Due today (deposit)",
  paid: "Deposit, paid",
  done: "Due when the job is done",
  note: "Only the deposit is charged today.",
  pay: "When you pay, the deposit is charged and your card saved. The rest is reserved on it a few days before the job, or at once when that is near.",
  answer: (name: string) =>
    `${name} has up to 24 hours to accept. If they do not, your deposit goes back in full.`,
  jobDone:
    "When the job is done, the rest is charged. The total stays as it is now, whatever becomes of the price.",
  counts: "The deposit counts towards what a cancellation costs; it is not kept on top of it.",
  small:
    "The deposit is charged now. By paying you let us use your card later for the rest of the price, and for what canceling costs. If your bank refuses then, we write to you and you have time to pay with another card.",
  whole: "The whole price is paid.",
  charged: (deposit: string) => `Your deposit of ${deposit} is charged.`,
  held: (rest: string) =>
    `The other ${rest} is reserved on your card and charged when the job is done.`,
  goesBack: (name: string, until: string) =>
    `${name} has until ${until} to accept. If not, your deposit goes back in full.`,
  allOfIt: (keep: string, percent: number) =>
    `${keep} (${percent}% of the price) is kept: all of your deposit. Nothing more is charged.`,
  andMore: (keep: string, percent: number, deposit: string, more: string) =>
    `${keep} (${percent}% of the price) is kept: your deposit of ${deposit}, and ${more} that is charged to your card.`,
} as const;
