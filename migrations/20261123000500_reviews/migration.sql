select platform.create_service_schema('reviews');

create table reviews.reviews (
  id uuid primary key default uuidv7(),
  booking_id uuid not null references bookings.bookings (id),
  customer_id uuid not null references users.users (id),
  provider_id uuid not null references providers.providers (id),
  author_id uuid not null references users.users (id),
  author_role text not null check (author_role in ('customer', 'provider')),
  subject_user_id uuid not null references users.users (id),
  -- As shown to others: "Maria S." for customers, the business name for providers.
  author_name text not null check (char_length(author_name) between 1 and 255),
  service_name text not null check (char_length(service_name) between 1 and 255),
  rating smallint not null check (rating between 1 and 5),
  title text check (char_length(title) between 1 and 255),
  content text check (char_length(content) between 1 and 4000),
  would_recommend boolean,
  created_at timestamptz(3) not null default now(),
  -- Becomes visible at this moment even when the other side says nothing.
  publish_due_at timestamptz(3) not null,
  -- Null while the review waits behind the blind.
  published_at timestamptz(3) check (published_at >= created_at),
  reply text check (char_length(reply) between 1 and 2000),
  replied_at timestamptz(3),
  unique (booking_id, author_role),
  check ((reply is null) = (replied_at is null)),
  check (reply is null or (published_at is not null and author_role = 'customer')),
  check (author_id <> subject_user_id)
);

-- A provider's page: what customers wrote, newest first, and the figures over it.
create index reviews_of_provider on reviews.reviews (provider_id, created_at desc, id desc)
  include (rating, would_recommend) where author_role = 'customer' and published_at is not null;
create index reviews_of_author on reviews.reviews (author_id);
create index reviews_of_subject on reviews.reviews (subject_user_id);
create index reviews_of_customer on reviews.reviews (customer_id);
