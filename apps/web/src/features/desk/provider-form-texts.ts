/** What the form for becoming a provider says. */
export const providerFormTexts = {
  title: "Become a provider",
  description: "Tell people what you do and where. Services, prices and hours come next.",
  verifyWhy: "Offering services needs a confirmed address. Your customers rely on reaching you.",
  verified: "I have confirmed it",
  businessName: "Business name",
  category: "What you do",
  chooseCategory: "Choose a category",
  place: "Where you work from",
  placeHint: "City or postal code. Only the place name is shown, never your address.",
  placeMissing: "Choose a place from the list",
  placeEmpty: "No such place. Check the spelling or try the nearest town.",
  radius: "How far you travel",
  currency: "Currency of your prices",
  policy: "When a customer cancels",
  policies: {
    flexible: {
      label: "Flexible",
      description: "Free until 24 hours before, then half of the price is kept.",
    },
    moderate: {
      label: "Moderate",
      description: "Free until 48 hours before, then half of the price is kept.",
    },
    strict: {
      label: "Strict",
      description:
        "Free until 7 days before, half until 24 hours before, then all of the price is kept.",
    },
  },
  languages: "Languages you speak with customers",
  addLanguage: "Add a language",
  bio: "About you",
  bioHint: "What you are good at, how you work, how long you have done it.",
  action: "Open my desk",
  failed: "Your profile was not created",
} as const;
