/** The steps to a first booking. */
export const setupTexts = {
  title: "Four steps to your first booking",
  profile: "Your profile",
  profileDetail: "Name, place and policy are set.",
  services: "Your services",
  servicesDetail: "What you offer, for how much and how long it takes.",
  servicesLink: "Add a service",
  hours: "Your hours",
  hoursDetail: "When customers can book you.",
  hoursLink: "Set your hours",
  account: "Your account for payouts",
  accountDetail: "Who you are and where your money goes. Stripe asks for it.",
  accountLink: "Set up payouts",
} as const;
