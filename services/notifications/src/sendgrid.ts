import sendgrid from "@sendgrid/mail";
import { ATTEMPT_MS_MAX, type OutgoingMail, type Transport } from "./mail.ts";

/** The library keeps its HTTP client on the service without saying so in its types. */
type Service = Pick<typeof sendgrid, "setApiKey" | "setTimeout" | "send"> & {
  client: { setDefaultRequest(key: "baseUrl", value: string): void };
};
const { MailService } = sendgrid as unknown as { MailService: new () => Service };

interface Refusal {
  code?: number | string;
  message: string;
  response?: { body?: { errors?: Array<{ message: string }> } };
}

/** Mail by SendGrid's v3 API. @param url base of the API, without `/v3` */
export const sendGridTransport = (apiKey: string, url: string): Transport => {
  const service = new MailService();
  service.setApiKey(apiKey);
  service.client.setDefaultRequest("baseUrl", url.endsWith("/") ? url : `${url}/`);
  service.setTimeout(ATTEMPT_MS_MAX);
  return async (mail) => {
    try {
      await service.send(messageOf(mail));
    } catch (cause) {
      const { code, message, response } = cause as Refusal;
      const reasons = response?.body?.errors?.map((error) => error.message).join(" ");
      throw new Error(
        `SendGrid did not take the mail (${code ?? "no answer"}): ${reasons || message}`,
        { cause },
      );
    }
  };
};

/** A calendar goes as a third alternative, which mail programs show as an invitation; as an attachment the API refuses its method. */
const messageOf = ({
  messageId,
  from,
  to,
  subject,
  html,
  text,
  calendar,
}: OutgoingMail): Parameters<Service["send"]>[0] => ({
  from,
  to,
  subject,
  content: [
    { type: "text/plain", value: text },
    { type: "text/html", value: html },
    ...(calendar
      ? [{ type: `text/calendar; method=${calendar.method}`, value: calendar.content }]
      : []),
  ] as never,
  headers: { "Message-ID": messageId, "Auto-Submitted": "auto-generated" },
  customArgs: { message_id: messageId },
  // Links carry sign-in tokens; nobody else needs to see or rewrite them.
  trackingSettings: {
    clickTracking: { enable: false, enableText: false },
    openTracking: { enable: false },
  },
});
