// What async: true costs, in the words of every view that says it.

export const asyncWords =
  'async: the API queues each request and does not say who was refused, so opted-out and unknown people count as accepted';
