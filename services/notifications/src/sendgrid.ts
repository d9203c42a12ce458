import sendgrid from "@sendgrid/client";
import { ATTEMPT_MS_MAX, type OutgoingMail, type Transport } from "./mail.ts";

/** The library's types hide its class behind the one instance. */
const { Client } = sendgrid as unknown as { Client: new () => typeof sendgrid };

interface Refusal {
  code?: number | string;
  message: string;
  response?: { body?: { errors?: Array<{ message: string }> } };
}

/** Mail by SendGrid's v3 API. @param url base of the API, without `/v3` */
export const sendGridTransport = (apiKey: string, url: string): Transport => {
  const client = new Client();
  client.setApiKey(apiKey);
  client.setDefaultRequest({
    baseUrl: url.endsWith("/") ? url : `${url}/`,
    timeout: ATTEMPT_MS_MAX,
    // The API never redirects; to be ready for it costs a wrapper around every request.
    maxRedirects: 0,
  } as never);
  return async (mail) => {
    try {
      await client.request({ method: "POST", url: "/v3/mail/send", body: bodyOf(mail) });
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
const bodyOf = ({ messageId, from, to, subject, html, text, calendar }: OutgoingMail) => ({
  from,
  personalizations: [{ to: [to] }],
  subject,
  content: [
    { type: "text/plain", value: text },
    { type: "text/html", value: html },
    ...(calendar
      ? [{ type: `text/calendar; method=${calendar.method}`, value: calendar.content }]
      : []),
  ],
  headers: { "Message-ID": messageId, "Auto-Submitted": "auto-generated" },
  custom_args: { message_id: messageId },
  // Links carry sign-in tokens; nobody else needs to see or rewrite them.
  tracking_settings: {
    click_tracking: { enable: false, enable_text: false },
    open_tracking: { enable: false },
  },
});
