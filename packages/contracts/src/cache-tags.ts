/** What cached values are made of; services name these tags when they keep something and when it changed. */
export const providerTag = (providerId: string): string => `provider:${providerId}`;
