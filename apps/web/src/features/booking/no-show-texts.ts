/** What is said when somebody did not come. */
export const noShowTexts = {
  report: (name: string) => `${name} did not come`,
  means: {
    customer: "The whole price is charged to the customer. They are told at once.",
    provider:
      "You pay nothing: what is held on your card is released. The provider is told at once.",
  },
  leave: "Not now",
  confirm: "Report it",
} as const;
