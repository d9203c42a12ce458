-- How long customers who write wait for an answer is part of a provider's track record, beside the requests that it answers.
create table bookings.message_answers (
  booking_id uuid not null,
  provider_id uuid not null,
  asked_at timestamptz(3) not null,
  answered_at timestamptz(3),
  primary key (booking_id, asked_at),
  check (answered_at >= asked_at)
);
-- Whatever else somebody writes before the answer is part of the question.
create unique index message_answers_open on bookings.message_answers (booking_id) where answered_at is null;
create index message_answers_provider on bookings.message_answers (provider_id, asked_at);
