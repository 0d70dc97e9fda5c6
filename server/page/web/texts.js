// SPDX-License-Identifier: Apache-2.0
// Every sentence of the page, in both languages.
const english = {
  language: 'Language',
  lead: 'Talk with yourself as two people: choose who you are in this window, connect, and open a second one.',
  person: 'I am', agent: 'João Silva, agent', contact: 'Carla, customer', admin: 'Ada, administrator',
  session: 'Conversation (session id)', connect: 'Connect', leave: 'Leave',
  tip: 'The other side:', secondAsContact: 'open a window as the customer', secondAsAgent: 'open a window as the agent',
  closed: 'Not connected', connecting: 'Connecting', online: 'Connected', waiting: 'Reconnecting',
  earlier: 'Show earlier messages', empty: 'No messages yet. Say hello!', message: 'Message', send: 'Send',
  placeholder: 'Write a message', conversation: 'Conversation',
  you: 'You', someone: 'Agent', customer: 'Customer',
  sending: 'sending', sent: 'sent', failed: 'not sent', retry: 'Try again',
  typing: (names) => `${names} is typing …`, typingMany: (names) => `${names} are typing …`,
  errors: {
    unreachable: 'The server cannot be reached. Is it still running? The page keeps trying.',
    key_refused: 'The server does not know this development key. Was it started with env = development?',
    refused: 'The server refused the connection. The page keeps trying.',
    bad_session: 'The conversation must be a UUID, for example 550e8400-e29b-41d4-a716-446655440000.',
    too_long: 'The message is longer than 10,240 bytes. Please shorten it.',
    ended: 'The server ended this connection and asks not to come back.',
    invalid_field: 'The server did not accept a field of the message.',
    not_found: 'The conversation begins with the first message of the agent. This page joins by itself then.',
    forbidden: 'This person has no access to the conversation.',
    conflict: 'A different message was sent under the same number.',
    rate_limited: 'Too many messages at once. They will go out in a moment.',
    limit_exceeded: 'A limit of the server was reached.',
    overloaded: 'The server is busy. The message will be sent again.',
    unavailable: 'The message store is away for the moment. The message will be sent again.',
    send_failed: 'The message could not be stored yet. It will be sent again.',
    message_too_large: 'The message is too long.',
  },
};

const portuguese = {
  language: 'Idioma',
  lead: 'Converse consigo mesmo como duas pessoas: escolha quem você é nesta janela, conecte e abra uma segunda.',
  person: 'Eu sou', agent: 'João Silva, agente', contact: 'Carla, cliente', admin: 'Ada, administradora',
  session: 'Conversa (id da sessão)', connect: 'Conectar', leave: 'Sair',
  tip: 'O outro lado:', secondAsContact: 'abrir uma janela como cliente', secondAsAgent: 'abrir uma janela como agente',
  closed: 'Não conectado', connecting: 'Conectando', online: 'Conectado', waiting: 'Reconectando',
  earlier: 'Mostrar mensagens anteriores', empty: 'Ainda não há mensagens. Diga olá!', message: 'Mensagem', send: 'Enviar',
  placeholder: 'Escreva uma mensagem', conversation: 'Conversa',
  you: 'Você', someone: 'Agente', customer: 'Cliente',
  sending: 'enviando', sent: 'enviada', failed: 'não enviada', retry: 'Tentar de novo',
  typing: (names) => `${names} está digitando …`, typingMany: (names) => `${names} estão digitando …`,
  errors: {
    unreachable: 'Não foi possível alcançar o servidor. Ele ainda está em execução? A página continua tentando.',
    key_refused: 'O servidor não conhece esta chave de desenvolvimento. Ele foi iniciado com env = development?',
    refused: 'O servidor recusou a conexão. A página continua tentando.',
    bad_session: 'A conversa precisa ser um UUID, por exemplo 550e8400-e29b-41d4-a716-446655440000.',
    too_long: 'A mensagem tem mais de 10.240 bytes. Por favor, encurte-a.',
    ended: 'O servidor encerrou esta conexão e pede para não voltar.',
    invalid_field: 'O servidor não aceitou um campo da mensagem.',
    not_found: 'A conversa começa com a primeira mensagem do agente. Esta página entra nela sozinha.',
    forbidden: 'Esta pessoa não tem acesso à conversa.',
    conflict: 'Outra mensagem já foi enviada com o mesmo número.',
    rate_limited: 'Mensagens demais de uma vez. Elas sairão em um momento.',
    limit_exceeded: 'Um limite do servidor foi atingido.',
    overloaded: 'O servidor está ocupado. A mensagem será enviada de novo.',
    unavailable: 'O armazenamento de mensagens está fora no momento. A mensagem será enviada de novo.',
    send_failed: 'A mensagem ainda não pôde ser gravada. Ela será enviada de novo.',
    message_too_large: 'A mensagem é longa demais.',
  },
};

const languages = { en: english, 'pt-BR': portuguese };

export function preferredLanguage(wanted) {
  return wanted.some((name) => name.toLowerCase().startsWith('pt')) && !wanted[0].toLowerCase().startsWith('en')
    ? 'pt-BR' : 'en';
}

export function texts(language) {
  return languages[language] ?? english;
}
