/** Strings of the frame around every page, and of the pages that stand in for a missing or a broken one. */
export const shellTexts = {
  skip: "Skip to content",
  brand: "Loconomy",
  search: "Find a service",
  services: "All services",
  offer: "Offer a service",
  help: "API",
  signOut: "Sign out",
  mainNavigation: "Main",
  footer: "Footer",
  tagline: "Local services, booked at a time that suits you.",
  notFound: {
    title: "This page does not exist",
    text: "The address may be mistyped, or what was here is gone. Everything else still works.",
    search: "Find a service",
    home: "Go to the home page",
  },
  error: {
    title: "This page could not be shown",
    text: "Something went wrong on our side. Nothing was booked or charged by this. Try again; if it stays, come back in a few minutes.",
    code: (digest: string) => `Code for support: ${digest}`,
    again: "Try again",
    home: "Go to the home page",
  },
};
