-- When a message was shown, by the platform's clock: a number typed before that answers an older question.
alter table outbox add column shown_at text;
