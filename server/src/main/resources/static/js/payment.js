/* Asks the server once to take the money; the server itself makes sure that asking again changes nothing. */

const form = document.getElementById('confirm');
form.querySelector('button').hidden = true;
form.requestSubmit();
