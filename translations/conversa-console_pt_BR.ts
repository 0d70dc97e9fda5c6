<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="pt_BR">
<context>
    <name>Attendance</name>
    <message>
        <source>Agent</source>
        <translation>Atendente</translation>
    </message>
    <message>
        <source>Contact</source>
        <translation>Contato</translation>
    </message>
</context>
<context>
    <name>CannedTexts</name>
    <message>
        <source>hello</source>
        <translation>oi</translation>
    </message>
    <message>
        <source>Hello! How can I help you?</source>
        <translation>Olá! Como posso ajudar?</translation>
    </message>
    <message>
        <source>moment</source>
        <translation>momento</translation>
    </message>
    <message>
        <source>One moment, please. I am looking into it.</source>
        <translation>Um momento, por favor. Estou verificando.</translation>
    </message>
    <message>
        <source>bye</source>
        <translation>tchau</translation>
    </message>
    <message>
        <source>Thank you for your message. Goodbye!</source>
        <translation>Obrigado pela sua mensagem. Até logo!</translation>
    </message>
</context>
<context>
    <name>Column</name>
    <message>
        <source>ID</source>
        <translation>ID</translation>
    </message>
    <message>
        <source>Server</source>
        <translation>Servidor</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Estado</translation>
    </message>
    <message>
        <source>Tenant</source>
        <translation>Locatário</translation>
    </message>
    <message>
        <source>User</source>
        <translation>Usuário</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Nome</translation>
    </message>
    <message>
        <source>Role</source>
        <translation>Papel</translation>
    </message>
    <message>
        <source>Key</source>
        <translation>Chave</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>Endereço</translation>
    </message>
    <message>
        <source>Origin</source>
        <translation>Origem</translation>
    </message>
    <message>
        <source>Program</source>
        <translation>Programa</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>Texto</translation>
    </message>
    <message>
        <source>Since</source>
        <translation>Desde</translation>
    </message>
    <message>
        <source>Last message</source>
        <translation>Última mensagem</translation>
    </message>
    <message>
        <source>Received</source>
        <translation>Recebidas</translation>
    </message>
    <message>
        <source>Sent</source>
        <translation>Enviadas</translation>
    </message>
    <message>
        <source>Bytes received</source>
        <translation>Bytes recebidos</translation>
    </message>
    <message>
        <source>Bytes sent</source>
        <translation>Bytes enviados</translation>
    </message>
    <message>
        <source>Queue</source>
        <translation>Fila</translation>
    </message>
    <message>
        <source>Sessions</source>
        <translation>Sessões</translation>
    </message>
    <message>
        <source>Round trip</source>
        <translation>Ida e volta</translation>
    </message>
    <message>
        <source>Code</source>
        <translation>Código</translation>
    </message>
    <message>
        <source>Closed by</source>
        <translation>Fechada por</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>Motivo</translation>
    </message>
    <message>
        <source>Closed</source>
        <translation>Fechada</translation>
    </message>
    <message>
        <source>Duration</source>
        <translation>Duração</translation>
    </message>
    <message>
        <source>Contact</source>
        <translation>Contato</translation>
    </message>
    <message>
        <source>Messages</source>
        <translation>Mensagens</translation>
    </message>
    <message>
        <source>People</source>
        <translation>Pessoas</translation>
    </message>
    <message>
        <source>Connections</source>
        <translation>Conexões</translation>
    </message>
    <message>
        <source>Typing</source>
        <translation>Digitando</translation>
    </message>
    <message>
        <source>Version</source>
        <translation>Versão</translation>
    </message>
    <message>
        <source>Redis link</source>
        <translation>Ligação com o Redis</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>Tipo</translation>
    </message>
    <message>
        <source>Defence</source>
        <translation>Defesa</translation>
    </message>
    <message>
        <source>Action</source>
        <translation>Ação</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>Resultado</translation>
    </message>
    <message>
        <source>Target</source>
        <translation>Alvo</translation>
    </message>
    <message>
        <source>Request</source>
        <translation>Pedido</translation>
    </message>
    <message>
        <source>Detail</source>
        <translation>Detalhe</translation>
    </message>
    <message>
        <source>Times</source>
        <translation>Vezes</translation>
    </message>
    <message>
        <source>Chain</source>
        <translation>Cadeia</translation>
    </message>
    <message>
        <source>Hash</source>
        <translation>Hash</translation>
    </message>
    <message>
        <source>Level</source>
        <translation>Nível</translation>
    </message>
    <message>
        <source>Category</source>
        <translation>Categoria</translation>
    </message>
    <message>
        <source>Event</source>
        <translation>Evento</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Hora</translation>
    </message>
    <message>
        <source>Connection</source>
        <translation>Conexão</translation>
    </message>
    <message>
        <source>Direction</source>
        <translation>Direção</translation>
    </message>
    <message>
        <source>Frame</source>
        <translation>Quadro</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Tamanho</translation>
    </message>
    <message>
        <source>Left out</source>
        <translation>Omitidos</translation>
    </message>
    <message>
        <source>Content</source>
        <translation>Conteúdo</translation>
    </message>
    <message>
        <source>Hexadecimal</source>
        <translation>Hexadecimal</translation>
    </message>
    <message>
        <source>No.</source>
        <translation>Nº</translation>
    </message>
    <message>
        <source>User name</source>
        <translation>Nome de usuário</translation>
    </message>
    <message>
        <source>Made</source>
        <translation>Criada</translation>
    </message>
    <message>
        <source>Expires</source>
        <translation>Expira</translation>
    </message>
    <message>
        <source>Revoked</source>
        <translation>Revogada</translation>
    </message>
    <message>
        <source>Holds until</source>
        <translation>Vale até</translation>
    </message>
    <message>
        <source>Ordered by</source>
        <translation>Ordenado por</translation>
    </message>
    <message>
        <source>Session</source>
        <translation>Sessão</translation>
    </message>
    <message>
        <source>From</source>
        <translation>De</translation>
    </message>
    <message>
        <source>Agent</source>
        <translation>Atendente</translation>
    </message>
    <message>
        <source>Message</source>
        <translation>Mensagem</translation>
    </message>
    <message>
        <source>Delivered</source>
        <translation>Entregue</translation>
    </message>
    <message>
        <source>Read</source>
        <translation>Lida</translation>
    </message>
    <message>
        <source>Newest message</source>
        <translation>Mensagem mais nova</translation>
    </message>
</context>
<context>
    <name>CommandLine</name>
    <message>
        <source>The server&apos;s address, for example http://localhost:8080.</source>
        <translation>O endereço do servidor, por exemplo http://localhost:8080.</translation>
    </message>
    <message>
        <source>Read the access key from the first line of standard input.</source>
        <translation>Lê a chave de acesso da primeira linha da entrada padrão.</translation>
    </message>
    <message>
        <source>Shows how a Conversa server is doing.</source>
        <translation>Mostra como está um servidor Conversa.</translation>
    </message>
    <message>
        <source>Run this chat scenario without a window; the key comes from CONVERSA_TOKEN.</source>
        <translation>Executa este cenário de chat sem janela; a chave vem de CONVERSA_TOKEN.</translation>
    </message>
</context>
<context>
    <name>Diagnosis</name>
    <message>
        <source>No computer of this name was found</source>
        <translation>Nenhum computador com este nome foi encontrado</translation>
    </message>
    <message>
        <source>Check the spelling of the address and your network connection.</source>
        <translation>Confira a grafia do endereço e a sua conexão de rede.</translation>
    </message>
    <message>
        <source>Nothing listens on this port</source>
        <translation>Nada escuta nesta porta</translation>
    </message>
    <message>
        <source>Check that the server is running and that the port is right.</source>
        <translation>Verifique se o servidor está em execução e se a porta está certa.</translation>
    </message>
    <message>
        <source>There is no way to this computer</source>
        <translation>Não há caminho até este computador</translation>
    </message>
    <message>
        <source>Check your network connection; a VPN may be needed.</source>
        <translation>Confira a sua conexão de rede; talvez seja preciso uma VPN.</translation>
    </message>
    <message>
        <source>No answer came in time</source>
        <translation>Nenhuma resposta veio a tempo</translation>
    </message>
    <message>
        <source>A firewall may be in the way, or the server may be overloaded.</source>
        <translation>Um firewall pode estar no caminho, ou o servidor pode estar sobrecarregado.</translation>
    </message>
    <message>
        <source>The connection broke off</source>
        <translation>A conexão caiu</translation>
    </message>
    <message>
        <source>Try again; if it lasts, look at the server&apos;s log.</source>
        <translation>Tente de novo; se continuar, veja o log do servidor.</translation>
    </message>
    <message>
        <source>What answers does not speak TLS</source>
        <translation>O que responde não fala TLS</translation>
    </message>
    <message>
        <source>Check the port, or write http:// if this server has no TLS.</source>
        <translation>Confira a porta, ou escreva http:// se este servidor não tiver TLS.</translation>
    </message>
    <message>
        <source>Not encrypted</source>
        <translation>Sem criptografia</translation>
    </message>
    <message>
        <source>Everybody on the way can read the key. Use https:// where the server has it.</source>
        <translation>Qualquer um no caminho pode ler a chave. Use https:// onde o servidor tiver.</translation>
    </message>
    <message>
        <source>The certificate ends soon</source>
        <translation>O certificado vence em breve</translation>
    </message>
    <message>
        <source>Renew the server&apos;s certificate, and then reload the server.</source>
        <translation>Renove o certificado do servidor e depois recarregue o servidor.</translation>
    </message>
    <message>
        <source>The certificate is not trusted</source>
        <translation>O certificado não é confiável</translation>
    </message>
    <message>
        <source>Look at the certificate. Name the file of its authority, or trust this one certificate.</source>
        <translation>Veja o certificado. Indique o arquivo da autoridade dele, ou confie só neste certificado.</translation>
    </message>
    <message>
        <source>This is not the certificate that you trusted</source>
        <translation>Este não é o certificado em que você confiou</translation>
    </message>
    <message>
        <source>Look at what changed. Ask whoever runs the server before you trust the new one: somebody may be listening in.</source>
        <translation>Veja o que mudou. Pergunte a quem administra o servidor antes de confiar no novo: alguém pode estar espionando.</translation>
    </message>
    <message>
        <source>What answers does not speak HTTP</source>
        <translation>O que responde não fala HTTP</translation>
    </message>
    <message>
        <source>Check the port, or write https:// if this server has TLS.</source>
        <translation>Confira a porta, ou escreva https:// se este servidor tiver TLS.</translation>
    </message>
    <message>
        <source>What answers is no Conversa server</source>
        <translation>O que responde não é um servidor Conversa</translation>
    </message>
    <message>
        <source>Check the port; another program may be using it.</source>
        <translation>Confira a porta; outro programa pode estar usando-a.</translation>
    </message>
    <message>
        <source>The server takes no connections at the moment</source>
        <translation>O servidor não aceita conexões no momento</translation>
    </message>
    <message>
        <source>Wait a moment; if it lasts, look at the server&apos;s log.</source>
        <translation>Espere um momento; se continuar, veja o log do servidor.</translation>
    </message>
    <message>
        <source>There is no access key, or it has signs that no key has</source>
        <translation>Não há chave de acesso, ou ela tem caracteres que nenhuma chave tem</translation>
    </message>
    <message>
        <source>Paste the whole key. On a development server it is dev-admin-key.</source>
        <translation>Cole a chave inteira. Em um servidor de desenvolvimento ela é dev-admin-key.</translation>
    </message>
    <message>
        <source>The server does not accept this key</source>
        <translation>O servidor não aceita esta chave</translation>
    </message>
    <message>
        <source>Check it, or create a new one with: conversa-server key create.</source>
        <translation>Confira a chave ou crie outra com: conversa-server key create.</translation>
    </message>
    <message>
        <source>The server does not allow this connection</source>
        <translation>O servidor não permite esta conexão</translation>
    </message>
    <message>
        <source>The address of this computer may be banned, or the key may not be used from here.</source>
        <translation>O endereço deste computador pode estar banido, ou a chave não pode ser usada daqui.</translation>
    </message>
    <message>
        <source>This key has no right to administer</source>
        <translation>Esta chave não dá direito a administrar</translation>
    </message>
    <message>
        <source>That is enough for the inbox and for chats. Everything else needs an administrator&apos;s key.</source>
        <translation>Basta para a caixa de entrada e os chats. Todo o resto precisa da chave de um administrador.</translation>
    </message>
    <message>
        <source>Answers take long</source>
        <translation>As respostas demoram</translation>
    </message>
    <message>
        <source>Figures will lag behind. Check the network between here and the server.</source>
        <translation>Os números vão atrasar. Verifique a rede entre aqui e o servidor.</translation>
    </message>
    <message>
        <source>The clocks do not agree</source>
        <translation>Os relógios não concordam</translation>
    </message>
    <message>
        <source>Check the time on both computers; a time service keeps them right.</source>
        <translation>Confira a hora nos dois computadores; um serviço de hora os mantém certos.</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Nome</translation>
    </message>
    <message>
        <source>Connection</source>
        <translation>Conexão</translation>
    </message>
    <message>
        <source>Encryption</source>
        <translation>Criptografia</translation>
    </message>
    <message>
        <source>WebSocket</source>
        <translation>WebSocket</translation>
    </message>
    <message>
        <source>Access key</source>
        <translation>Chave de acesso</translation>
    </message>
    <message>
        <source>Rights</source>
        <translation>Direitos</translation>
    </message>
    <message>
        <source>Round trip</source>
        <translation>Ida e volta</translation>
    </message>
    <message>
        <source>Clock</source>
        <translation>Relógio</translation>
    </message>
    <message>
        <source>The same time on both sides</source>
        <translation>A mesma hora nos dois lados</translation>
    </message>
    <message numerus="yes">
        <source>The server is %n second(s) ahead</source>
        <translation>
            <numerusform>O servidor está %n segundo adiantado</numerusform>
            <numerusform>O servidor está %n segundos adiantado</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The server is %n second(s) behind</source>
        <translation>
            <numerusform>O servidor está %n segundo atrasado</numerusform>
            <numerusform>O servidor está %n segundos atrasado</numerusform>
        </translation>
    </message>
    <message>
        <source>the certificate has ended</source>
        <translation>o certificado venceu</translation>
    </message>
    <message numerus="yes">
        <source>the certificate is good for %n more day(s)</source>
        <translation>
            <numerusform>o certificado vale por mais %n dia</numerusform>
            <numerusform>o certificado vale por mais %n dias</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 ms</source>
        <translation>%1 ms</translation>
    </message>
    <message>
        <source>Trying …</source>
        <translation>Tentando…</translation>
    </message>
    <message>
        <source>Not used</source>
        <translation>Não usada</translation>
    </message>
    <message>
        <source>Not tried</source>
        <translation>Não testado</translation>
    </message>
    <message>
        <source>In order</source>
        <translation>Em ordem</translation>
    </message>
</context>
<context>
    <name>Display</name>
    <message>
        <source>conversa-console needs a graphical display to show its window, and this terminal has none: start it from a desktop session, or log in with ssh -X.</source>
        <translation>O conversa-console precisa de uma tela gráfica para mostrar a janela, e este terminal não tem nenhuma: inicie-o em uma sessão gráfica ou entre com ssh -X.</translation>
    </message>
</context>
<context>
    <name>FrameRing</name>
    <message>
        <source>← from server</source>
        <translation>← do servidor</translation>
    </message>
    <message>
        <source>→ from client</source>
        <translation>→ do cliente</translation>
    </message>
    <message>
        <source>%1 (cut)</source>
        <extracomment>the size of a frame of which not all is here</extracomment>
        <translation>%1 (cortado)</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Hora</translation>
    </message>
    <message>
        <source>Δ ms</source>
        <translation>Δ ms</translation>
    </message>
    <message>
        <source>Direction</source>
        <translation>Direção</translation>
    </message>
    <message>
        <source>Frame</source>
        <translation>Quadro</translation>
    </message>
    <message>
        <source>Type</source>
        <translation>Tipo</translation>
    </message>
    <message>
        <source>Bytes</source>
        <translation>Bytes</translation>
    </message>
    <message>
        <source>Request</source>
        <translation>Pedido</translation>
    </message>
    <message>
        <source>Content</source>
        <translation>Conteúdo</translation>
    </message>
    <message>
        <source>Frames are missing here.</source>
        <translation>Faltam quadros aqui.</translation>
    </message>
</context>
<context>
    <name>Problem</name>
    <message>
        <source>This is not the address of a server.</source>
        <translation>Este não é o endereço de um servidor.</translation>
    </message>
    <message>
        <source>Write it like http://localhost:8080 or https://chat.example.org.</source>
        <translation>Escreva como http://localhost:8080 ou https://chat.example.org.</translation>
    </message>
    <message>
        <source>The access key is missing or has signs that no key has.</source>
        <translation>A chave de acesso falta ou tem caracteres que nenhuma chave tem.</translation>
    </message>
    <message>
        <source>Paste the whole key. On a development server it is dev-admin-key.</source>
        <translation>Cole a chave inteira. Em um servidor de desenvolvimento ela é dev-admin-key.</translation>
    </message>
    <message>
        <source>The server does not accept this key.</source>
        <translation>O servidor não aceita esta chave.</translation>
    </message>
    <message>
        <source>Check it, or create a new one with: conversa-server key create. On a development server it is dev-admin-key.</source>
        <translation>Confira a chave ou crie outra com: conversa-server key create. Em um servidor de desenvolvimento ela é dev-admin-key.</translation>
    </message>
    <message>
        <source>This key has no right to see the figures.</source>
        <translation>Esta chave não dá direito a ver os números.</translation>
    </message>
    <message>
        <source>Use the key of an administrator.</source>
        <translation>Use a chave de um administrador.</translation>
    </message>
    <message>
        <source>Nothing answers at this address.</source>
        <translation>Nada responde neste endereço.</translation>
    </message>
    <message>
        <source>Check that the server is running and that the port is right.</source>
        <translation>Verifique se o servidor está em execução e se a porta está certa.</translation>
    </message>
    <message>
        <source>No computer of this name was found.</source>
        <translation>Nenhum computador com este nome foi encontrado.</translation>
    </message>
    <message>
        <source>Check the spelling of the address and your network connection.</source>
        <translation>Confira a grafia do endereço e a sua conexão de rede.</translation>
    </message>
    <message>
        <source>The server did not answer in time.</source>
        <translation>O servidor não respondeu a tempo.</translation>
    </message>
    <message>
        <source>It may be overloaded, or a firewall may be in the way.</source>
        <translation>Ele pode estar sobrecarregado, ou um firewall pode estar no caminho.</translation>
    </message>
    <message>
        <source>The server asks us to slow down.</source>
        <translation>O servidor pede para irmos mais devagar.</translation>
    </message>
    <message>
        <source>Wait a moment, or close other consoles that use this key.</source>
        <translation>Espere um momento ou feche outros consoles que usam esta chave.</translation>
    </message>
    <message>
        <source>The server is starting, stopping or overloaded.</source>
        <translation>O servidor está iniciando, parando ou sobrecarregado.</translation>
    </message>
    <message>
        <source>Wait a moment; if it lasts, look at the server&apos;s log.</source>
        <translation>Espere um momento; se continuar, veja o log do servidor.</translation>
    </message>
    <message>
        <source>Something answers at this address, but it is not a Conversa server.</source>
        <translation>Algo responde neste endereço, mas não é um servidor Conversa.</translation>
    </message>
    <message>
        <source>Check the port; another program may be using it.</source>
        <translation>Confira a porta; outro programa pode estar usando-a.</translation>
    </message>
    <message>
        <source>No secure connection could be made.</source>
        <translation>Não foi possível fazer uma conexão segura.</translation>
    </message>
    <message>
        <source>Check the server&apos;s certificate and this computer&apos;s clock.</source>
        <translation>Confira o certificado do servidor e o relógio deste computador.</translation>
    </message>
    <message>
        <source>The connection to the server broke off.</source>
        <translation>A conexão com o servidor caiu.</translation>
    </message>
    <message>
        <source>Check that the server is running and that your network works.</source>
        <translation>Verifique se o servidor está em execução e se a sua rede funciona.</translation>
    </message>
    <message>
        <source>The server did not do it.</source>
        <translation>O servidor não fez isso.</translation>
    </message>
    <message>
        <source>Look at its reason, and try again.</source>
        <translation>Veja o motivo e tente de novo.</translation>
    </message>
</context>
<context>
    <name>SaveFile</name>
    <message>
        <source>Save as</source>
        <translation>Salvar como</translation>
    </message>
    <message>
        <source>The file could not be written: %1</source>
        <translation>Não foi possível gravar o arquivo: %1</translation>
    </message>
</context>
<context>
    <name>Scenario</name>
    <message>
        <source>%1 expects no %2</source>
        <translation>%1 não espera %2</translation>
    </message>
    <message>
        <source>%1 expects %2</source>
        <translation>%1 espera %2</translation>
    </message>
    <message>
        <source>%1 sends &quot;%2&quot;</source>
        <translation>%1 envia &quot;%2&quot;</translation>
    </message>
    <message>
        <source>%1 joins</source>
        <translation>%1 entra</translation>
    </message>
    <message>
        <source>%1 leaves</source>
        <translation>%1 sai</translation>
    </message>
    <message>
        <source>%1 disconnects</source>
        <translation>%1 se desconecta</translation>
    </message>
    <message>
        <source>%1 types</source>
        <translation>%1 digita</translation>
    </message>
    <message>
        <source>%1 stops typing</source>
        <translation>%1 para de digitar</translation>
    </message>
    <message>
        <source>%1 marks all as delivered</source>
        <translation>%1 marca tudo como entregue</translation>
    </message>
    <message>
        <source>%1 marks all as read</source>
        <translation>%1 marca tudo como lido</translation>
    </message>
    <message>
        <source>wait %1 ms</source>
        <translation>esperar %1 ms</translation>
    </message>
    <message>
        <source>%1 closes the session</source>
        <translation>%1 encerra a sessão</translation>
    </message>
    <message>
        <source>%1 reopens the session</source>
        <translation>%1 reabre a sessão</translation>
    </message>
</context>
<context>
    <name>Span</name>
    <message>
        <source>%1 ms</source>
        <translation>%1 ms</translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation>%1 s</translation>
    </message>
    <message>
        <source>%1 min</source>
        <translation>%1 min</translation>
    </message>
    <message>
        <source>%1 h</source>
        <translation>%1 h</translation>
    </message>
    <message>
        <source>%1 d</source>
        <translation>%1 d</translation>
    </message>
</context>
<context>
    <name>Word</name>
    <message>
        <source>open</source>
        <translation>aberta</translation>
    </message>
    <message>
        <source>draining</source>
        <translation>drenando</translation>
    </message>
    <message>
        <source>closing</source>
        <translation>fechando</translation>
    </message>
    <message>
        <source>closed</source>
        <translation>fechada</translation>
    </message>
    <message>
        <source>administrator</source>
        <translation>administrador</translation>
    </message>
    <message>
        <source>agent</source>
        <translation>atendente</translation>
    </message>
    <message>
        <source>contact</source>
        <translation>contato</translation>
    </message>
    <message>
        <source>service</source>
        <translation>serviço</translation>
    </message>
    <message>
        <source>escaped</source>
        <translation>escapado</translation>
    </message>
    <message>
        <source>plain</source>
        <translation>puro</translation>
    </message>
    <message>
        <source>client</source>
        <translation>cliente</translation>
    </message>
    <message>
        <source>server</source>
        <translation>servidor</translation>
    </message>
    <message>
        <source>answers you</source>
        <translation>responde a você</translation>
    </message>
    <message>
        <source>up</source>
        <translation>no ar</translation>
    </message>
    <message>
        <source>silent</source>
        <translation>em silêncio</translation>
    </message>
    <message>
        <source>degraded</source>
        <translation>degradado</translation>
    </message>
    <message>
        <source>off</source>
        <translation>desligado</translation>
    </message>
    <message>
        <source>connected</source>
        <translation>conectado</translation>
    </message>
    <message>
        <source>disconnected</source>
        <translation>desconectado</translation>
    </message>
    <message>
        <source>refused</source>
        <translation>recusado</translation>
    </message>
    <message>
        <source>action</source>
        <translation>ação</translation>
    </message>
    <message>
        <source>origin not allowed</source>
        <translation>origem não permitida</translation>
    </message>
    <message>
        <source>bad key</source>
        <translation>chave inválida</translation>
    </message>
    <message>
        <source>limit reached</source>
        <translation>limite atingido</translation>
    </message>
    <message>
        <source>too large</source>
        <translation>grande demais</translation>
    </message>
    <message>
        <source>malformed</source>
        <translation>malformado</translation>
    </message>
    <message>
        <source>slow handshake</source>
        <translation>handshake lento</translation>
    </message>
    <message>
        <source>banned</source>
        <translation>banido</translation>
    </message>
    <message>
        <source>debug</source>
        <translation>depuração</translation>
    </message>
    <message>
        <source>info</source>
        <translation>informação</translation>
    </message>
    <message>
        <source>warning</source>
        <translation>aviso</translation>
    </message>
    <message>
        <source>error</source>
        <translation>erro</translation>
    </message>
    <message>
        <source>from client</source>
        <translation>do cliente</translation>
    </message>
    <message>
        <source>to client</source>
        <translation>para o cliente</translation>
    </message>
    <message>
        <source>types</source>
        <translation>digita</translation>
    </message>
    <message>
        <source>here</source>
        <translation>aqui</translation>
    </message>
    <message>
        <source>away</source>
        <translation>ausente</translation>
    </message>
    <message>
        <source>sent</source>
        <translation>enviada</translation>
    </message>
    <message>
        <source>delivered</source>
        <translation>entregue</translation>
    </message>
    <message>
        <source>read</source>
        <translation>lida</translation>
    </message>
    <message>
        <source>good</source>
        <translation>válida</translation>
    </message>
    <message>
        <source>expires soon</source>
        <translation>expira em breve</translation>
    </message>
    <message>
        <source>expired</source>
        <translation>expirada</translation>
    </message>
    <message>
        <source>revoked</source>
        <translation>revogada</translation>
    </message>
    <message>
        <source>user</source>
        <translation>usuário</translation>
    </message>
    <message>
        <source>address</source>
        <translation>endereço</translation>
    </message>
    <message>
        <source>member of a session</source>
        <translation>membro de uma sessão</translation>
    </message>
    <message>
        <source>read only</source>
        <translation>somente leitura</translation>
    </message>
</context>
<context>
    <name>conversa::console::AttentionList</name>
    <message>
        <source>Attention</source>
        <translation>Atenção</translation>
    </message>
    <message>
        <source>All is well.</source>
        <translation>Está tudo bem.</translation>
    </message>
</context>
<context>
    <name>conversa::console::AuditPage</name>
    <message>
        <source>Chain %1: row %2 says something else than was written.</source>
        <translation>Cadeia %1: a linha %2 diz outra coisa do que foi escrito.</translation>
    </message>
    <message>
        <source>Chain %1: rows %2 and %3 stand in each other&apos;s place.</source>
        <translation>Cadeia %1: as linhas %2 e %3 estão trocadas.</translation>
    </message>
    <message>
        <source>Chain %1: rows %2 to %3 are gone.</source>
        <translation>Cadeia %1: as linhas %2 a %3 sumiram.</translation>
    </message>
    <message>
        <source>Chain %1: its end is gone, rows %2 to %3.</source>
        <translation>Cadeia %1: o fim sumiu, linhas %2 a %3.</translation>
    </message>
    <message>
        <source>Chain %1: no record tells of rows %2 to %3.</source>
        <translation>Cadeia %1: nenhum registro fala das linhas %2 a %3.</translation>
    </message>
    <message>
        <source>Nothing has been recorded yet.</source>
        <translation>Nada foi registrado ainda.</translation>
    </message>
    <message>
        <source>Who connects, who is refused and what administrators do appears here as it happens.</source>
        <translation>Quem se conecta, quem é recusado e o que os administradores fazem aparece aqui na hora.</translation>
    </message>
    <message>
        <source>Ver&amp;ify</source>
        <translation>&amp;Verificar</translation>
    </message>
    <message>
        <source>The server reads the whole log and says whether it is as it was written. This is recorded too.</source>
        <translation>O servidor lê o log inteiro e diz se está como foi escrito. Isso também fica registrado.</translation>
    </message>
    <message>
        <source>Only operators can have the whole log checked.</source>
        <translation>Só operadores podem mandar verificar o log inteiro.</translation>
    </message>
    <message>
        <source>Filter, for example action:key_revoked age:&lt;1d</source>
        <translation>Filtro, por exemplo action:key_revoked age:&lt;1d</translation>
    </message>
    <message>
        <source>The server reads the log …</source>
        <translation>O servidor está lendo o log…</translation>
    </message>
    <message>
        <source>The log was not checked: %1</source>
        <translation>O log não foi verificado: %1</translation>
    </message>
    <message numerus="yes">
        <source>%n row(s)</source>
        <translation>
            <numerusform>%n linha</numerusform>
            <numerusform>%n linhas</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>in %n chain(s)</source>
        <translation>
            <numerusform>em %n cadeia</numerusform>
            <numerusform>em %n cadeias</numerusform>
        </translation>
    </message>
    <message>
        <source>The log is as it was written: %1.</source>
        <translation>O log está como foi escrito: %1.</translation>
    </message>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>e mais %n</numerusform>
            <numerusform>e mais %n</numerusform>
        </translation>
    </message>
    <message>
        <source>The log is not as it was written: %1 were read.</source>
        <translation>O log não está como foi escrito: %1 lidas.</translation>
    </message>
    <message>
        <source>With a filter, nothing can be said of what is missing.</source>
        <translation>Com um filtro, nada se pode dizer do que falta.</translation>
    </message>
    <message>
        <source>Whether anything is missing only an operator can see, who is shown every row.</source>
        <translation>Se falta algo, só um operador pode ver, pois vê todas as linhas.</translation>
    </message>
    <message numerus="yes">
        <source>Nothing is missing between the first row and the last: the numbers of %n chain(s) follow each other.</source>
        <translation>
            <numerusform>Nada falta entre a primeira linha e a última: os números de %n cadeia seguem um ao outro.</numerusform>
            <numerusform>Nada falta entre a primeira linha e a última: os números de %n cadeias seguem um ao outro.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n row(s) are missing, where the table says so.</source>
        <translation>
            <numerusform>Falta %n linha, onde a tabela o diz.</numerusform>
            <numerusform>Faltam %n linhas, onde a tabela o diz.</numerusform>
        </translation>
    </message>
    <message>
        <source>Audit log</source>
        <translation>Auditoria</translation>
    </message>
</context>
<context>
    <name>conversa::console::Banner</name>
    <message numerus="yes">
        <source>Next try in %n second(s).</source>
        <translation>
            <numerusform>Próxima tentativa em %n segundo.</numerusform>
            <numerusform>Próxima tentativa em %n segundos.</numerusform>
        </translation>
    </message>
    <message>
        <source>Trying now …</source>
        <translation>Tentando agora…</translation>
    </message>
    <message>
        <source>Try &amp;now</source>
        <translation>Tentar &amp;agora</translation>
    </message>
</context>
<context>
    <name>conversa::console::BubbleDelegate</name>
    <message>
        <source>Today</source>
        <translation>Hoje</translation>
    </message>
    <message>
        <source>Yesterday</source>
        <translation>Ontem</translation>
    </message>
    <message numerus="yes">
        <source>%n earlier message(s)</source>
        <translation>
            <numerusform>%n mensagem anterior</numerusform>
            <numerusform>%n mensagens anteriores</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n message(s) missing here</source>
        <translation>
            <numerusform>falta %n mensagem aqui</numerusform>
            <numerusform>faltam %n mensagens aqui</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>conversa::console::CertificateDialog</name>
    <message>
        <source>Issued to</source>
        <translation>Emitido para</translation>
    </message>
    <message>
        <source>Good for</source>
        <translation>Válido para</translation>
    </message>
    <message>
        <source>Issued by</source>
        <translation>Emitido por</translation>
    </message>
    <message>
        <source>Valid from</source>
        <translation>Válido desde</translation>
    </message>
    <message>
        <source>Valid until</source>
        <translation>Válido até</translation>
    </message>
    <message>
        <source>Key</source>
        <translation>Chave</translation>
    </message>
    <message>
        <source>Fingerprint (SHA-256)</source>
        <translation>Impressão digital (SHA-256)</translation>
    </message>
    <message>
        <source>Public key (SHA-256)</source>
        <translation>Chave pública (SHA-256)</translation>
    </message>
    <message>
        <source>Serial number</source>
        <translation>Número de série</translation>
    </message>
    <message>
        <source>Certificate of the server</source>
        <translation>Certificado do servidor</translation>
    </message>
    <message>
        <source>What is different from the one you trusted</source>
        <translation>O que é diferente daquele em que você confiou</translation>
    </message>
    <message>
        <source>&amp;Copy as PEM</source>
        <translation>&amp;Copiar como PEM</translation>
    </message>
    <message>
        <source>&amp;Trust this certificate only</source>
        <translation>Confiar só &amp;neste certificado</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Fechar</translation>
    </message>
    <message>
        <source>Chain of certificates, the server&apos;s own first</source>
        <translation>Cadeia de certificados, o do próprio servidor primeiro</translation>
    </message>
    <message>
        <source>What the certificate says</source>
        <translation>O que o certificado diz</translation>
    </message>
    <message>
        <source>Trusted</source>
        <translation>Confiado</translation>
    </message>
    <message>
        <source>Now</source>
        <translation>Agora</translation>
    </message>
    <message>
        <source>An authority that is trusted here has signed this certificate.</source>
        <translation>Uma autoridade confiável aqui assinou este certificado.</translation>
    </message>
    <message>
        <source>You trust this certificate, whoever signed it.</source>
        <translation>Você confia neste certificado, seja quem for que o assinou.</translation>
    </message>
    <message>
        <source>The server shows another certificate than the one you trusted. Ask whoever runs it: somebody may be listening in.</source>
        <translation>O servidor mostra um certificado diferente daquele em que você confiou. Pergunte a quem o administra: alguém pode estar espionando.</translation>
    </message>
    <message>
        <source>This certificate is not trusted. The reason: %1</source>
        <translation>Este certificado não é confiável. O motivo: %1</translation>
    </message>
</context>
<context>
    <name>conversa::console::ChatPage</name>
    <message>
        <source>This session is not in the inbox.</source>
        <translation>Esta sessão não está na caixa de entrada.</translation>
    </message>
    <message>
        <source>Test contact</source>
        <translation>Contato de teste</translation>
    </message>
    <message>
        <source>Chat tester</source>
        <translation>Teste de chat</translation>
    </message>
    <message>
        <source>This key cannot test chats</source>
        <translation>Esta chave não pode testar chats</translation>
    </message>
    <message>
        <source>It takes a key of the role agent or admin. An administrator can make one.</source>
        <translation>É preciso uma chave do papel atendente ou administrador. Um administrador pode criar uma.</translation>
    </message>
    <message>
        <source>No chat to test yet</source>
        <translation>Ainda não há chat para testar</translation>
    </message>
    <message>
        <source>Begin a session with a contact of your own making. You can then be the agent and the contact in one window.</source>
        <translation>Comece uma sessão com um contato inventado por você. Assim você pode ser o atendente e o contato em uma só janela.</translation>
    </message>
    <message>
        <source>New chat</source>
        <translation>Novo chat</translation>
    </message>
    <message>
        <source>Choose a session</source>
        <translation>Escolha uma sessão</translation>
    </message>
    <message>
        <source>Contact</source>
        <translation>Contato</translation>
    </message>
    <message>
        <source>%1 (closed)</source>
        <translation>%1 (encerrada)</translation>
    </message>
    <message>
        <source>Session</source>
        <translation>Sessão</translation>
    </message>
    <message>
        <source>Latency</source>
        <translation>Latência</translation>
    </message>
    <message>
        <source>Scenario</source>
        <translation>Cenário</translation>
    </message>
</context>
<context>
    <name>conversa::console::ChatPane</name>
    <message>
        <source>%1 is typing…</source>
        <translation>%1 está digitando…</translation>
    </message>
    <message>
        <source>%1 is answering this session too.</source>
        <translation>%1 também está respondendo a esta sessão.</translation>
    </message>
    <message>
        <source>%1 is looking at this session too.</source>
        <translation>%1 também está vendo esta sessão.</translation>
    </message>
    <message>
        <source>The session is closed.</source>
        <translation>A sessão está encerrada.</translation>
    </message>
    <message>
        <source>Write a message. / offers kept texts.</source>
        <translation>Escreva uma mensagem. / oferece textos guardados.</translation>
    </message>
    <message>
        <source>Reply to: %1</source>
        <translation>Resposta a: %1</translation>
    </message>
    <message>
        <source>Keep this text</source>
        <translation>Guardar este texto</translation>
    </message>
    <message>
        <source>Short name, typed after &quot;/&quot;:</source>
        <translation>Nome curto, digitado depois de &quot;/&quot;:</translation>
    </message>
    <message>
        <source>Conversation</source>
        <translation>Conversa</translation>
    </message>
    <message>
        <source>Message</source>
        <translation>Mensagem</translation>
    </message>
    <message>
        <source>&amp;Send</source>
        <translation>&amp;Enviar</translation>
    </message>
    <message>
        <source>&amp;Keep…</source>
        <translation>&amp;Guardar…</translation>
    </message>
    <message>
        <source>Keep this text under a short name</source>
        <translation>Guardar este texto com um nome curto</translation>
    </message>
    <message>
        <source>Do not reply to it</source>
        <translation>Não responder a ela</translation>
    </message>
</context>
<context>
    <name>conversa::console::ChatState</name>
    <message>
        <source>Me</source>
        <translation>Eu</translation>
    </message>
</context>
<context>
    <name>conversa::console::ClosedConnections</name>
    <message>
        <source>No connection has ended yet.</source>
        <translation>Nenhuma conexão terminou ainda.</translation>
    </message>
    <message>
        <source>The last 2,000 of each server stand here, with their close codes.</source>
        <translation>Aqui ficam as últimas 2.000 de cada servidor, com os códigos de fechamento.</translation>
    </message>
    <message>
        <source>Recently closed</source>
        <translation>Fechadas há pouco</translation>
    </message>
</context>
<context>
    <name>conversa::console::CommandPalette</name>
    <message>
        <source>Do anything</source>
        <translation>Fazer qualquer coisa</translation>
    </message>
    <message>
        <source>What do you want to do? A command, a page, or an id</source>
        <translation>O que você quer fazer? Um comando, uma página ou um id</translation>
    </message>
    <message>
        <source>Command</source>
        <translation>Comando</translation>
    </message>
    <message>
        <source>Commands</source>
        <translation>Comandos</translation>
    </message>
</context>
<context>
    <name>conversa::console::ConfirmDialog</name>
    <message>
        <source>Cancel</source>
        <translation>Cancelar</translation>
    </message>
    <message>
        <source>&amp;Type %1 to go on:</source>
        <translation>&amp;Digite %1 para continuar:</translation>
    </message>
</context>
<context>
    <name>conversa::console::ConnectPage</name>
    <message>
        <source>%1 (copy)</source>
        <translation>%1 (cópia)</translation>
    </message>
    <message>
        <source>“%1” was deleted.</source>
        <translation>“%1” foi excluído.</translation>
    </message>
    <message>
        <source>Import profiles</source>
        <translation>Importar perfis</translation>
    </message>
    <message>
        <source>Profiles (*.json)</source>
        <translation>Perfis (*.json)</translation>
    </message>
    <message numerus="yes">
        <source>%n new profile(s).</source>
        <translation>
            <numerusform>%n perfil novo.</numerusform>
            <numerusform>%n perfis novos.</numerusform>
        </translation>
    </message>
    <message>
        <source>This file holds no profiles.</source>
        <translation>Este arquivo não contém perfis.</translation>
    </message>
    <message>
        <source>Export profiles</source>
        <translation>Exportar perfis</translation>
    </message>
    <message>
        <source>The profiles were written, without their keys.</source>
        <translation>Os perfis foram gravados, sem as chaves.</translation>
    </message>
    <message>
        <source>The file could not be written.</source>
        <translation>Não foi possível gravar o arquivo.</translation>
    </message>
    <message>
        <source>&amp;Connect</source>
        <translation>&amp;Conectar</translation>
    </message>
    <message>
        <source>&amp;Test</source>
        <translation>&amp;Testar</translation>
    </message>
    <message>
        <source>Ce&amp;rtificate …</source>
        <translation>Ce&amp;rtificado…</translation>
    </message>
    <message>
        <source>&amp;Save</source>
        <translation>&amp;Salvar</translation>
    </message>
    <message>
        <source>The way to the server</source>
        <translation>O caminho até o servidor</translation>
    </message>
    <message>
        <source>Connect</source>
        <translation>Conectar</translation>
    </message>
</context>
<context>
    <name>conversa::console::ConnectionDetails</name>
    <message>
        <source>Details of the connection</source>
        <translation>Detalhes da conexão</translation>
    </message>
    <message>
        <source>Choose one connection to see all of it.</source>
        <translation>Escolha uma conexão para ver tudo sobre ela.</translation>
    </message>
    <message>
        <source>Joined sessions</source>
        <translation>Sessões em que entrou</translation>
    </message>
    <message>
        <source>…</source>
        <translation>…</translation>
    </message>
    <message>
        <source>none</source>
        <translation>nenhuma</translation>
    </message>
</context>
<context>
    <name>conversa::console::ConnectionsPage</name>
    <message>
        <source>Connections</source>
        <translation>Conexões</translation>
    </message>
</context>
<context>
    <name>conversa::console::Conversation</name>
    <message>
        <source>sending</source>
        <translation>enviando</translation>
    </message>
    <message>
        <source>sent</source>
        <translation>enviada</translation>
    </message>
    <message>
        <source>delivered</source>
        <translation>entregue</translation>
    </message>
    <message>
        <source>read</source>
        <translation>lida</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>falhou</translation>
    </message>
    <message>
        <source>Service</source>
        <translation>Serviço</translation>
    </message>
    <message>
        <source>an earlier message</source>
        <translation>uma mensagem anterior</translation>
    </message>
    <message>
        <source>%1, %2, %3: %4</source>
        <extracomment>who wrote it, when, what became of it, what it says</extracomment>
        <translation>%1, %2, %3: %4</translation>
    </message>
    <message>
        <source>%1, %2: %3</source>
        <extracomment>who wrote it, when, what it says</extracomment>
        <translation>%1, %2: %3</translation>
    </message>
</context>
<context>
    <name>conversa::console::ConversationView</name>
    <message>
        <source>&amp;Reply</source>
        <translation>&amp;Responder</translation>
    </message>
    <message>
        <source>&amp;Copy</source>
        <translation>&amp;Copiar</translation>
    </message>
    <message>
        <source>&amp;Send again</source>
        <translation>&amp;Enviar de novo</translation>
    </message>
</context>
<context>
    <name>conversa::console::DisconnectDialog</name>
    <message>
        <source>Disconnect</source>
        <translation>Desconectar</translation>
    </message>
    <message>
        <source>Close &amp;code</source>
        <translation>&amp;Código de fechamento</translation>
    </message>
    <message>
        <source>&amp;Reason, which the client sees</source>
        <translation>&amp;Motivo, que o cliente vê</translation>
    </message>
    <message>
        <source>Asking the server how many connections that are …</source>
        <translation>Perguntando ao servidor quantas conexões são…</translation>
    </message>
    <message numerus="yes">
        <source>%n connection(s) will be closed. They may come back at once, unless you ban them.</source>
        <translation>
            <numerusform>%n conexão será fechada. Ela pode voltar logo, a menos que você a bana.</numerusform>
            <numerusform>%n conexões serão fechadas. Elas podem voltar logo, a menos que você as bana.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Disconnect %n connection(s)</source>
        <translation>
            <numerusform>Desconectar %n conexão</numerusform>
            <numerusform>Desconectar %n conexões</numerusform>
        </translation>
    </message>
    <message>
        <source>&amp;Type %1 to confirm</source>
        <translation>&amp;Digite %1 para confirmar</translation>
    </message>
</context>
<context>
    <name>conversa::console::ExportDialog</name>
    <message>
        <source>Export rows</source>
        <translation>Exportar linhas</translation>
    </message>
    <message>
        <source>Comma-separated values (*.csv)</source>
        <translation>Valores separados por vírgula (*.csv)</translation>
    </message>
    <message>
        <source>JSON (*.json)</source>
        <translation>JSON (*.json)</translation>
    </message>
    <message>
        <source>JSON, a row a line (*.jsonl)</source>
        <translation>JSON, uma linha por registro (*.jsonl)</translation>
    </message>
    <message>
        <source>The file could not be written: %1</source>
        <translation>Não foi possível gravar o arquivo: %1</translation>
    </message>
    <message>
        <source>Asking for the first rows…</source>
        <translation>Pedindo as primeiras linhas…</translation>
    </message>
    <message>
        <source>Not exported: it was stopped.</source>
        <translation>Não exportado: foi interrompido.</translation>
    </message>
    <message>
        <source>Not exported: %1</source>
        <translation>Não exportado: %1</translation>
    </message>
    <message>
        <source>Those of %1 are missing: it does not answer.</source>
        <translation>Faltam as de %1: não responde.</translation>
    </message>
    <message numerus="yes">
        <source>%n row(s) written</source>
        <translation>
            <numerusform>%n linha gravada</numerusform>
            <numerusform>%n linhas gravadas</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n row(s) are in %1.</source>
        <translation>
            <numerusform>%n linha está em %1.</numerusform>
            <numerusform>%n linhas estão em %1.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>conversa::console::FileField</name>
    <message>
        <source>Certificates and keys (*.pem *.crt *.cer *.key);;All files (*)</source>
        <translation>Certificados e chaves (*.pem *.crt *.cer *.key);;Todos os arquivos (*)</translation>
    </message>
    <message>
        <source>Browse …</source>
        <translation>Procurar…</translation>
    </message>
    <message>
        <source>Choose a file</source>
        <translation>Escolha um arquivo</translation>
    </message>
</context>
<context>
    <name>conversa::console::FilterField</name>
    <message>
        <source>At character %1: %2</source>
        <translation>No caractere %1: %2</translation>
    </message>
    <message>
        <source>Filter, for example role:agent age:&gt;1h</source>
        <translation>Filtro, por exemplo role:agent age:&gt;1h</translation>
    </message>
    <message>
        <source>Filter</source>
        <translation>Filtro</translation>
    </message>
    <message>
        <source>field:value, ranges 10..20, comparisons age:&gt;1h, networks ip:10.0.0.0/8, - to turn round, free text</source>
        <translation>campo:valor, faixas 10..20, comparações age:&gt;1h, redes ip:10.0.0.0/8, - para inverter, texto livre</translation>
    </message>
</context>
<context>
    <name>conversa::console::FrameDetails</name>
    <message>
        <source>Shown cut: the first %1 of %2.</source>
        <translation>Mostrado cortado: os primeiros %1 de %2.</translation>
    </message>
    <message>
        <source>The server left out the last %1: a tap shows up to 4,096 bytes of a frame.</source>
        <translation>O servidor omitiu os últimos %1: uma captura mostra até 4.096 bytes de um quadro.</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>Texto</translation>
    </message>
    <message>
        <source>Bytes</source>
        <translation>Bytes</translation>
    </message>
    <message>
        <source>Difference</source>
        <translation>Diferença</translation>
    </message>
    <message>
        <source>Frame as text</source>
        <translation>Quadro como texto</translation>
    </message>
    <message>
        <source>Frame as bytes</source>
        <translation>Quadro como bytes</translation>
    </message>
    <message>
        <source>Difference of two frames</source>
        <translation>Diferença entre dois quadros</translation>
    </message>
    <message>
        <source>Choose a frame, or two to compare them.</source>
        <translation>Escolha um quadro, ou dois para compará-los.</translation>
    </message>
    <message>
        <source>Open w&amp;hole</source>
        <translation>Abrir in&amp;teiro</translation>
    </message>
    <message>
        <source>Save &amp;whole…</source>
        <translation>&amp;Salvar inteiro…</translation>
    </message>
    <message>
        <source>&amp;Follow request</source>
        <translation>S&amp;eguir pedido</translation>
    </message>
</context>
<context>
    <name>conversa::console::FramePage</name>
    <message>
        <source>Frames</source>
        <translation>Quadros</translation>
    </message>
    <message numerus="yes">
        <source>%n frame(s)</source>
        <translation>
            <numerusform>%n quadro</numerusform>
            <numerusform>%n quadros</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n older dropped</source>
        <translation>
            <numerusform>%n mais antigo descartado</numerusform>
            <numerusform>%n mais antigos descartados</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 shown</source>
        <translation>%1 à vista</translation>
    </message>
    <message numerus="yes">
        <source>%n lost at the server</source>
        <translation>
            <numerusform>%n perdido no servidor</numerusform>
            <numerusform>%n perdidos no servidor</numerusform>
        </translation>
    </message>
    <message>
        <source>Frames are for administrators</source>
        <translation>Os quadros são para administradores</translation>
    </message>
    <message>
        <source>It takes a key of the role admin to see what goes over connections.</source>
        <translation>É preciso uma chave do papel administrador para ver o que passa pelas conexões.</translation>
    </message>
    <message>
        <source>Waiting for the first frame</source>
        <translation>Esperando o primeiro quadro</translation>
    </message>
    <message>
        <source>No frames yet</source>
        <translation>Ainda sem quadros</translation>
    </message>
    <message>
        <source>Tap somebody above, or open an own connection.</source>
        <translation>Capture alguém acima, ou abra uma conexão própria.</translation>
    </message>
    <message numerus="yes">
        <source>0 of %n frame(s) match</source>
        <translation>
            <numerusform>0 de %n quadro corresponde</numerusform>
            <numerusform>0 de %n quadros correspondem</numerusform>
        </translation>
    </message>
    <message>
        <source>The filter hides the others.</source>
        <translation>O filtro oculta os outros.</translation>
    </message>
    <message>
        <source>Clear filter</source>
        <translation>Limpar filtro</translation>
    </message>
    <message>
        <source>&amp;Clear</source>
        <translation>&amp;Limpar</translation>
    </message>
    <message>
        <source>Filter, for example opcode:text payload:error size:&gt;1k</source>
        <translation>Filtro, por exemplo opcode:text payload:error size:&gt;1k</translation>
    </message>
</context>
<context>
    <name>conversa::console::InboxDelegate</name>
    <message>
        <source>waits %1</source>
        <translation>espera %1</translation>
    </message>
    <message>
        <source>No message yet</source>
        <translation>Ainda sem mensagem</translation>
    </message>
</context>
<context>
    <name>conversa::console::InboxList</name>
    <message>
        <source>Name or last message</source>
        <translation>Nome ou última mensagem</translation>
    </message>
    <message>
        <source>Filter of sessions</source>
        <translation>Filtro de sessões</translation>
    </message>
    <message>
        <source>Sessions</source>
        <translation>Sessões</translation>
    </message>
    <message>
        <source>Which sessions</source>
        <translation>Quais sessões</translation>
    </message>
    <message>
        <source>All</source>
        <translation>Todas</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>Esperando</translation>
    </message>
    <message>
        <source>Unread</source>
        <translation>Não lidas</translation>
    </message>
    <message>
        <source>Mine</source>
        <translation>Minhas</translation>
    </message>
</context>
<context>
    <name>conversa::console::InboxModel</name>
    <message>
        <source>Contact</source>
        <translation>Contato</translation>
    </message>
    <message numerus="yes">
        <source>%n unread</source>
        <translation>
            <numerusform>%n não lida</numerusform>
            <numerusform>%n não lidas</numerusform>
        </translation>
    </message>
    <message>
        <source>waiting for %1</source>
        <translation>esperando há %1</translation>
    </message>
    <message>
        <source>%1 min</source>
        <translation>%1 min</translation>
    </message>
    <message>
        <source>%1 h %2 min</source>
        <translation>%1 h %2 min</translation>
    </message>
    <message numerus="yes">
        <source>%n day(s)</source>
        <translation>
            <numerusform>%n dia</numerusform>
            <numerusform>%n dias</numerusform>
        </translation>
    </message>
    <message>
        <source>&lt; 1 min</source>
        <translation>&lt; 1 min</translation>
    </message>
</context>
<context>
    <name>conversa::console::InboxPage</name>
    <message>
        <source>Inbox</source>
        <translation>Caixa de entrada</translation>
    </message>
    <message>
        <source>This key has no inbox</source>
        <translation>Esta chave não tem caixa de entrada</translation>
    </message>
    <message>
        <source>It takes a key of the role agent or admin. An administrator can make one.</source>
        <translation>É preciso uma chave do papel atendente ou administrador. Um administrador pode criar uma.</translation>
    </message>
    <message>
        <source>No open sessions</source>
        <translation>Nenhuma sessão aberta</translation>
    </message>
    <message>
        <source>A session appears here with its contact&apos;s first message. To try it out, begin one yourself.</source>
        <translation>Uma sessão aparece aqui com a primeira mensagem do contato. Para experimentar, comece uma você mesmo.</translation>
    </message>
    <message>
        <source>New chat…</source>
        <translation>Novo chat…</translation>
    </message>
    <message numerus="yes">
        <source>0 of %n session(s) match</source>
        <translation>
            <numerusform>0 de %n sessão corresponde</numerusform>
            <numerusform>0 de %n sessões correspondem</numerusform>
        </translation>
    </message>
    <message>
        <source>The filter hides the others.</source>
        <translation>O filtro oculta as outras.</translation>
    </message>
    <message>
        <source>Clear filter</source>
        <translation>Limpar filtro</translation>
    </message>
    <message numerus="yes">
        <source>%n unread message(s)</source>
        <translation>
            <numerusform>%n mensagem não lida</numerusform>
            <numerusform>%n mensagens não lidas</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n waiting</source>
        <translation>
            <numerusform>%n esperando</numerusform>
            <numerusform>%n esperando</numerusform>
        </translation>
    </message>
    <message>
        <source>New chat</source>
        <translation>Novo chat</translation>
    </message>
    <message>
        <source>Name of the contact:</source>
        <translation>Nome do contato:</translation>
    </message>
    <message>
        <source>Test contact</source>
        <translation>Contato de teste</translation>
    </message>
    <message>
        <source>&amp;New chat…</source>
        <translation>&amp;Novo chat…</translation>
    </message>
</context>
<context>
    <name>conversa::console::KeyDialog</name>
    <message>
        <source>New API key</source>
        <translation>Nova chave de API</translation>
    </message>
    <message>
        <source>agent: writes in every session of the tenant</source>
        <translation>atendente: escreve em todas as sessões do locatário</translation>
    </message>
    <message>
        <source>contact: one contact in its own session</source>
        <translation>contato: um contato na própria sessão</translation>
    </message>
    <message>
        <source>service: a program that brings messages in</source>
        <translation>serviço: um programa que traz mensagens</translation>
    </message>
    <message>
        <source>administrator: sees and steers the tenant</source>
        <translation>administrador: vê e conduz o locatário</translation>
    </message>
    <message numerus="yes">
        <source>in %n day(s)</source>
        <translation>
            <numerusform>em %n dia</numerusform>
            <numerusform>em %n dias</numerusform>
        </translation>
    </message>
    <message>
        <source>never</source>
        <translation>nunca</translation>
    </message>
    <message>
        <source>&amp;Name</source>
        <translation>&amp;Nome</translation>
    </message>
    <message>
        <source>&amp;Role</source>
        <translation>&amp;Papel</translation>
    </message>
    <message>
        <source>&amp;Tenant</source>
        <translation>&amp;Locatário</translation>
    </message>
    <message>
        <source>&amp;User name</source>
        <translation>Nome de &amp;usuário</translation>
    </message>
    <message>
        <source>&amp;Contact</source>
        <translation>&amp;Contato</translation>
    </message>
    <message>
        <source>Only in &amp;sessions</source>
        <translation>Só nas &amp;sessões</translation>
    </message>
    <message>
        <source>&amp;Expires</source>
        <translation>&amp;Expira</translation>
    </message>
    <message>
        <source>what it is for: Maria&apos;s desk</source>
        <translation>para que serve: mesa da Maria</translation>
    </message>
    <message>
        <source>your own; * makes an operator&apos;s key</source>
        <translation>o seu; * cria uma chave de operador</translation>
    </message>
    <message>
        <source>as others see it; by default the name</source>
        <translation>como os outros o veem; por padrão o nome</translation>
    </message>
    <message>
        <source>the contact&apos;s id</source>
        <translation>o id do contato</translation>
    </message>
    <message>
        <source>all; or their ids, a blank between</source>
        <translation>todas; ou os ids delas, separados por espaço</translation>
    </message>
    <message>
        <source>&amp;Make key</source>
        <translation>C&amp;riar chave</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Cancelar</translation>
    </message>
</context>
<context>
    <name>conversa::console::KeyField</name>
    <message>
        <source>paste the key</source>
        <translation>cole a chave</translation>
    </message>
    <message>
        <source>Keep the key in this desktop&apos;s key&amp;chain</source>
        <translation>Guardar a chave no &amp;chaveiro desta área de trabalho</translation>
    </message>
    <message>
        <source>The keychain stayed locked. The key can be kept in memory instead: it is gone when the console ends.</source>
        <translation>O chaveiro continuou trancado. A chave pode ficar na memória: ela some quando o console termina.</translation>
    </message>
    <message>
        <source>No keychain answers on this desktop. The key can be kept in memory instead: it is gone when the console ends.</source>
        <translation>Nenhum chaveiro responde nesta área de trabalho. A chave pode ficar na memória: ela some quando o console termina.</translation>
    </message>
    <message>
        <source>Keep in &amp;memory only</source>
        <translation>Manter só na &amp;memória</translation>
    </message>
</context>
<context>
    <name>conversa::console::KeysPage</name>
    <message>
        <source>There are no API keys yet.</source>
        <translation>Ainda não há chaves de API.</translation>
    </message>
    <message>
        <source>Agents, programs and websites each come in with a key of their own, so that one can be taken away without the others.</source>
        <translation>Atendentes, programas e sites entram cada um com a própria chave, para que uma possa ser retirada sem as outras.</translation>
    </message>
    <message>
        <source>&amp;New key …</source>
        <translation>&amp;Nova chave…</translation>
    </message>
    <message>
        <source>&amp;Replace …</source>
        <translation>&amp;Substituir…</translation>
    </message>
    <message>
        <source>Makes a new key for the same user; the old one is good for a while yet.</source>
        <translation>Cria uma chave nova para o mesmo usuário; a antiga ainda vale por um tempo.</translation>
    </message>
    <message>
        <source>Re&amp;voke …</source>
        <translation>Re&amp;vogar…</translation>
    </message>
    <message>
        <source>not any longer</source>
        <translation>mais nenhum tempo</translation>
    </message>
    <message>
        <source>for one hour</source>
        <translation>por uma hora</translation>
    </message>
    <message>
        <source>for one day</source>
        <translation>por um dia</translation>
    </message>
    <message>
        <source>for a week</source>
        <translation>por uma semana</translation>
    </message>
    <message>
        <source>Replace the key</source>
        <translation>Substituir a chave</translation>
    </message>
    <message>
        <source>A new key for the same user takes its place. The &amp;old one is good:</source>
        <translation>Uma chave nova para o mesmo usuário toma o lugar dela. A &amp;antiga vale:</translation>
    </message>
    <message>
        <source>&amp;Replace</source>
        <translation>&amp;Substituir</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Cancelar</translation>
    </message>
    <message numerus="yes">
        <source>The key &quot;%1&quot; of the tenant %2 opens no door any more, for ever, and %n connection(s) that came in with it end.</source>
        <translation>
            <numerusform>A chave &quot;%1&quot; do locatário %2 não abre mais porta nenhuma, para sempre, e %n conexão que entrou com ela termina.</numerusform>
            <numerusform>A chave &quot;%1&quot; do locatário %2 não abre mais porta nenhuma, para sempre, e %n conexões que entraram com ela terminam.</numerusform>
        </translation>
    </message>
    <message>
        <source>The key &quot;%1&quot; of the tenant %2 opens no door any more, for ever. No connection came in with it.</source>
        <translation>A chave &quot;%1&quot; do locatário %2 não abre mais porta nenhuma, para sempre. Nenhuma conexão entrou com ela.</translation>
    </message>
    <message numerus="yes">
        <source>&amp;Revoke and disconnect %n connection(s)</source>
        <translation>
            <numerusform>&amp;Revogar e desconectar %n conexão</numerusform>
            <numerusform>&amp;Revogar e desconectar %n conexões</numerusform>
        </translation>
    </message>
    <message>
        <source>&amp;Revoke</source>
        <translation>&amp;Revogar</translation>
    </message>
    <message>
        <source>Revoke the key</source>
        <translation>Revogar a chave</translation>
    </message>
    <message>
        <source>The key &quot;%1&quot; is revoked.</source>
        <translation>A chave &quot;%1&quot; está revogada.</translation>
    </message>
    <message>
        <source>API keys</source>
        <translation>Chaves de API</translation>
    </message>
</context>
<context>
    <name>conversa::console::LadderView</name>
    <message>
        <source>running</source>
        <translation>em curso</translation>
    </message>
    <message>
        <source>good</source>
        <translation>bom</translation>
    </message>
    <message>
        <source>warning</source>
        <translation>aviso</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>falhou</translation>
    </message>
    <message>
        <source>not tried</source>
        <translation>não testado</translation>
    </message>
    <message>
        <source>%1 ms</source>
        <translation>%1 ms</translation>
    </message>
</context>
<context>
    <name>conversa::console::LatencyBars</name>
    <message>
        <source>No samples yet</source>
        <translation>Ainda sem amostras</translation>
    </message>
</context>
<context>
    <name>conversa::console::LatencyPanel</name>
    <message>
        <source>%1 µs</source>
        <translation>%1 µs</translation>
    </message>
    <message>
        <source>%1 ms</source>
        <translation>%1 ms</translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation>%1 s</translation>
    </message>
    <message>
        <source>There and back</source>
        <translation>Ida e volta</translation>
    </message>
    <message>
        <source>Sent until stored</source>
        <translation>Do envio até gravar</translation>
    </message>
    <message>
        <source>Sent until received</source>
        <translation>Do envio até receber</translation>
    </message>
    <message>
        <source>What the bars show</source>
        <translation>O que as barras mostram</translation>
    </message>
    <message>
        <source>How many took how long</source>
        <translation>Quantas levaram quanto tempo</translation>
    </message>
    <message>
        <source>p50</source>
        <translation>p50</translation>
    </message>
    <message>
        <source>p95</source>
        <translation>p95</translation>
    </message>
    <message>
        <source>p99</source>
        <translation>p99</translation>
    </message>
    <message>
        <source>samples</source>
        <translation>amostras</translation>
    </message>
    <message>
        <source>Cl&amp;ear</source>
        <translation>&amp;Limpar</translation>
    </message>
    <message>
        <source>E&amp;xport CSV…</source>
        <translation>E&amp;xportar CSV…</translation>
    </message>
</context>
<context>
    <name>conversa::console::LevelDialog</name>
    <message>
        <source>Log level of all servers</source>
        <translation>Nível de log de todos os servidores</translation>
    </message>
    <message>
        <source>Log level of %1</source>
        <translation>Nível de log de %1</translation>
    </message>
    <message>
        <source>debug: everything</source>
        <translation>depuração: tudo</translation>
    </message>
    <message>
        <source>info: what happens</source>
        <translation>informação: o que acontece</translation>
    </message>
    <message>
        <source>warning: what may be wrong</source>
        <translation>aviso: o que pode estar errado</translation>
    </message>
    <message>
        <source>error: what is wrong</source>
        <translation>erro: o que está errado</translation>
    </message>
    <message>
        <source>&amp;Lines</source>
        <translation>&amp;Linhas</translation>
    </message>
    <message>
        <source>&amp;For</source>
        <translation>&amp;Por</translation>
    </message>
    <message>
        <source>&amp;Set</source>
        <translation>&amp;Definir</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Cancelar</translation>
    </message>
    <message>
        <source>%1 for %2</source>
        <translation>%1 por %2</translation>
    </message>
</context>
<context>
    <name>conversa::console::LineFaults</name>
    <message>
        <source>&amp;Delay</source>
        <translation>&amp;Atraso</translation>
    </message>
    <message>
        <source>&amp;Jitter</source>
        <translation>&amp;Variação</translation>
    </message>
    <message>
        <source>&amp;Loss</source>
        <translation>&amp;Perda</translation>
    </message>
    <message>
        <source>%1 ms</source>
        <translation>%1 ms</translation>
    </message>
    <message>
        <source>%1 %</source>
        <translation>%1 %</translation>
    </message>
</context>
<context>
    <name>conversa::console::LiveConnections</name>
    <message>
        <source>Nobody is connected.</source>
        <translation>Ninguém está conectado.</translation>
    </message>
    <message>
        <source>Whoever opens a WebSocket at this server appears here at once: a chat page, a program, or the chat tester of this console.</source>
        <translation>Quem abre um WebSocket neste servidor aparece aqui na hora: uma página de chat, um programa ou o teste de chat deste console.</translation>
    </message>
    <message>
        <source>&amp;Tap frames</source>
        <translation>&amp;Capturar quadros</translation>
    </message>
    <message>
        <source>&amp;Ban user for an hour</source>
        <translation>&amp;Banir usuário por uma hora</translation>
    </message>
    <message numerus="yes">
        <source>&amp;Disconnect %n …</source>
        <translation>
            <numerusform>&amp;Desconectar %n…</numerusform>
            <numerusform>&amp;Desconectar %n…</numerusform>
        </translation>
    </message>
    <message>
        <source>&amp;Disconnect …</source>
        <translation>&amp;Desconectar…</translation>
    </message>
    <message>
        <source>Disconnect all that &amp;match …</source>
        <translation>Desconectar &amp;todas as filtradas…</translation>
    </message>
    <message numerus="yes">
        <source>%n connection(s) closed.</source>
        <translation>
            <numerusform>%n conexão fechada.</numerusform>
            <numerusform>%n conexões fechadas.</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 is banned for an hour.</source>
        <translation>%1 está banido por uma hora.</translation>
    </message>
    <message>
        <source>The ban is taken back.</source>
        <translation>O banimento foi desfeito.</translation>
    </message>
    <message>
        <source>Connected</source>
        <translation>Conectadas</translation>
    </message>
</context>
<context>
    <name>conversa::console::LogsPage</name>
    <message>
        <source>The server has logged nothing since you look.</source>
        <translation>O servidor não registrou nada desde que você olha.</translation>
    </message>
    <message>
        <source>Lines appear here as they are written. A lower level shows more of them.</source>
        <translation>As linhas aparecem aqui assim que são escritas. Um nível mais baixo mostra mais delas.</translation>
    </message>
    <message>
        <source>&amp;Follow</source>
        <translation>S&amp;eguir</translation>
    </message>
    <message>
        <source>Keeps the newest line in sight.</source>
        <translation>Mantém a linha mais nova à vista.</translation>
    </message>
    <message>
        <source>&amp;Go on</source>
        <translation>&amp;Continuar</translation>
    </message>
    <message>
        <source>&amp;Pause</source>
        <translation>&amp;Pausar</translation>
    </message>
    <message>
        <source>Cl&amp;ear</source>
        <translation>&amp;Limpar</translation>
    </message>
    <message>
        <source>Log &amp;level …</source>
        <translation>&amp;Nível de log…</translation>
    </message>
    <message>
        <source>Filter, for example level:error category:net</source>
        <translation>Filtro, por exemplo level:error category:net</translation>
    </message>
    <message>
        <source>Log level: %1</source>
        <translation>Nível de log: %1</translation>
    </message>
    <message>
        <source>of the server %1</source>
        <translation>do servidor %1</translation>
    </message>
    <message>
        <source>%1 lines a second</source>
        <translation>%1 linhas por segundo</translation>
    </message>
    <message>
        <source>%1 kept</source>
        <translation>%1 guardadas</translation>
    </message>
    <message>
        <source>%1 older dropped</source>
        <translation>%1 mais antigas descartadas</translation>
    </message>
    <message>
        <source>%1 never came, the server was too fast</source>
        <translation>%1 nunca chegaram, o servidor foi rápido demais</translation>
    </message>
    <message>
        <source>paused: what comes now waits</source>
        <translation>em pausa: o que chega agora espera</translation>
    </message>
    <message>
        <source>Logs</source>
        <translation>Logs</translation>
    </message>
</context>
<context>
    <name>conversa::console::MainWindow</name>
    <message>
        <source>&amp;Sort and columns …</source>
        <translation>&amp;Ordenar e colunas…</translation>
    </message>
    <message>
        <source>As the &amp;system</source>
        <translation>Como o &amp;sistema</translation>
    </message>
    <message>
        <source>As the &amp;desktop</source>
        <translation>Como a área de &amp;trabalho</translation>
    </message>
    <message>
        <source>&amp;Light</source>
        <translation>&amp;Claro</translation>
    </message>
    <message>
        <source>D&amp;ark</source>
        <translation>&amp;Escuro</translation>
    </message>
    <message>
        <source>Conversa console</source>
        <translation>Console do Conversa</translation>
    </message>
    <message>
        <source>Lan&amp;guage</source>
        <translation>Idio&amp;ma</translation>
    </message>
    <message>
        <source>&amp;Look</source>
        <translation>Apa&amp;rência</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>&amp;Sair</translation>
    </message>
    <message>
        <source>&amp;Connect to …</source>
        <translation>&amp;Conectar a…</translation>
    </message>
    <message>
        <source>&amp;Reconnect now</source>
        <translation>&amp;Reconectar agora</translation>
    </message>
    <message>
        <source>&amp;Disconnect</source>
        <translation>&amp;Desconectar</translation>
    </message>
    <message>
        <source>&amp;Do anything …</source>
        <translation>&amp;Fazer qualquer coisa…</translation>
    </message>
    <message>
        <source>&amp;Filter</source>
        <translation>F&amp;iltro</translation>
    </message>
    <message>
        <source>Cl&amp;ear filter</source>
        <translation>&amp;Limpar filtro</translation>
    </message>
    <message>
        <source>&amp;Refresh</source>
        <translation>&amp;Atualizar</translation>
    </message>
    <message>
        <source>&amp;Pause</source>
        <translation>&amp;Pausar</translation>
    </message>
    <message>
        <source>E&amp;xport …</source>
        <translation>E&amp;xportar…</translation>
    </message>
    <message>
        <source>Copy as &amp;JSON</source>
        <translation>Copiar como &amp;JSON</translation>
    </message>
    <message>
        <source>&amp;Narrow navigation</source>
        <translation>&amp;Navegação estreita</translation>
    </message>
    <message>
        <source>&amp;Keyboard shortcuts</source>
        <translation>&amp;Atalhos de teclado</translation>
    </message>
    <message>
        <source>&amp;About Qt</source>
        <translation>&amp;Sobre o Qt</translation>
    </message>
    <message>
        <source>&amp;High contrast</source>
        <translation>&amp;Alto contraste</translation>
    </message>
    <message>
        <source>&amp;Server</source>
        <translation>&amp;Servidor</translation>
    </message>
    <message>
        <source>&amp;Page</source>
        <translation>&amp;Página</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>&amp;Exibir</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>&amp;Ajuda</translation>
    </message>
    <message>
        <source>Find the connection %1</source>
        <translation>Encontrar a conexão %1</translation>
    </message>
    <message>
        <source>Find the connections of the user %1</source>
        <translation>Encontrar as conexões do usuário %1</translation>
    </message>
    <message>
        <source>Find the connections of the key %1</source>
        <translation>Encontrar as conexões da chave %1</translation>
    </message>
    <message>
        <source>Find the session %1</source>
        <translation>Encontrar a sessão %1</translation>
    </message>
    <message>
        <source>Open the session %1 in the chat tester</source>
        <translation>Abrir a sessão %1 no teste de chat</translation>
    </message>
    <message>
        <source>Keyboard shortcuts</source>
        <translation>Atalhos de teclado</translation>
    </message>
    <message>
        <source>%1 · server %2 · version %3</source>
        <translation>%1 · servidor %2 · versão %3</translation>
    </message>
    <message>
        <source>Not encrypted: others can read along</source>
        <translation>Sem criptografia: outros podem ler</translation>
    </message>
    <message>
        <source>“%1” is open in another window already.</source>
        <translation>“%1” já está aberto em outra janela.</translation>
    </message>
</context>
<context>
    <name>conversa::console::Navigation</name>
    <message>
        <source>Pages</source>
        <translation>Páginas</translation>
    </message>
</context>
<context>
    <name>conversa::console::NewsDesk</name>
    <message>
        <source>A customer has written</source>
        <translation>Um cliente escreveu</translation>
    </message>
    <message>
        <source>The connection to the server was lost</source>
        <translation>A conexão com o servidor caiu</translation>
    </message>
    <message>
        <source>A server has fallen silent</source>
        <translation>Um servidor silenciou</translation>
    </message>
    <message numerus="yes">
        <source>%n security event(s)</source>
        <translation>
            <numerusform>%n evento de segurança</numerusform>
            <numerusform>%n eventos de segurança</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>conversa::console::NodesPage</name>
    <message>
        <source>%1 does not answer.</source>
        <translation>%1 não responde.</translation>
    </message>
    <message>
        <source>%1 keeps what it had: %2</source>
        <translation>%1 mantém o que tinha: %2</translation>
    </message>
    <message>
        <source>changed: %1</source>
        <translation>mudou: %1</translation>
    </message>
    <message>
        <source>waits for a restart: %1</source>
        <translation>espera um reinício: %1</translation>
    </message>
    <message>
        <source>nothing has changed</source>
        <translation>nada mudou</translation>
    </message>
    <message numerus="yes">
        <source>%1 on %n server(s)</source>
        <translation>
            <numerusform>%1 em %n servidor</numerusform>
            <numerusform>%1 em %n servidores</numerusform>
        </translation>
    </message>
    <message>
        <source>The servers are not of one version: %1</source>
        <translation>Os servidores não são de uma só versão: %1</translation>
    </message>
    <message numerus="yes">
        <source>%n server(s) have fallen silent: %1</source>
        <translation>
            <numerusform>%n servidor silenciou: %1</numerusform>
            <numerusform>%n servidores silenciaram: %1</numerusform>
        </translation>
    </message>
    <message>
        <source>No server says that it is there.</source>
        <translation>Nenhum servidor diz que está ali.</translation>
    </message>
    <message>
        <source>Each server at the database tells of itself every few seconds.</source>
        <translation>Cada servidor no banco de dados dá notícia de si a cada poucos segundos.</translation>
    </message>
    <message>
        <source>&amp;Drain …</source>
        <translation>&amp;Drenar…</translation>
    </message>
    <message>
        <source>Re&amp;load configuration</source>
        <translation>&amp;Recarregar configuração</translation>
    </message>
    <message>
        <source>Of the selected server, or of all.</source>
        <translation>Do servidor selecionado, ou de todos.</translation>
    </message>
    <message>
        <source>Log &amp;level …</source>
        <translation>&amp;Nível de log…</translation>
    </message>
    <message>
        <source>Filter, for example state:silent version:1.2</source>
        <translation>Filtro, por exemplo state:silent version:1.2</translation>
    </message>
    <message numerus="yes">
        <source>%1 takes nobody new, finishes what is in flight, sends its %n client(s) away with a time to come back, and ends. It has to be started again.</source>
        <translation>
            <numerusform>%1 não aceita ninguém novo, termina o que está em curso, manda embora %n cliente com uma hora para voltar, e termina. Depois precisa ser iniciado de novo.</numerusform>
            <numerusform>%1 não aceita ninguém novo, termina o que está em curso, manda embora %n clientes com uma hora para voltar, e termina. Depois precisa ser iniciado de novo.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>&amp;Drain %1 and close %n connection(s)</source>
        <translation>
            <numerusform>&amp;Drenar %1 e fechar %n conexão</numerusform>
            <numerusform>&amp;Drenar %1 e fechar %n conexões</numerusform>
        </translation>
    </message>
    <message>
        <source>Drain a server</source>
        <translation>Drenar um servidor</translation>
    </message>
    <message>
        <source>%1 is draining.</source>
        <translation>%1 está drenando.</translation>
    </message>
    <message>
        <source>The configuration is read again …</source>
        <translation>A configuração está sendo relida…</translation>
    </message>
    <message>
        <source>Log level: %1</source>
        <translation>Nível de log: %1</translation>
    </message>
    <message>
        <source>Not every server took the configuration.</source>
        <translation>Nem todo servidor aceitou a configuração.</translation>
    </message>
    <message>
        <source>The configuration is read; some of it waits for a restart.</source>
        <translation>A configuração foi lida; parte dela espera um reinício.</translation>
    </message>
    <message>
        <source>The configuration is read.</source>
        <translation>A configuração foi lida.</translation>
    </message>
    <message>
        <source>Servers</source>
        <translation>Servidores</translation>
    </message>
</context>
<context>
    <name>conversa::console::Notifications</name>
    <message>
        <source>Conversa console</source>
        <translation>Console do Conversa</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>Mostrar</translation>
    </message>
    <message numerus="yes">
        <source>%n more message(s)</source>
        <translation>
            <numerusform>mais %n mensagem</numerusform>
            <numerusform>mais %n mensagens</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The connection was lost %n more time(s)</source>
        <translation>
            <numerusform>A conexão caiu mais %n vez</numerusform>
            <numerusform>A conexão caiu mais %n vezes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n more security event(s)</source>
        <translation>
            <numerusform>mais %n evento de segurança</numerusform>
            <numerusform>mais %n eventos de segurança</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n more server(s) fell silent</source>
        <translation>
            <numerusform>mais %n servidor silenciou</numerusform>
            <numerusform>mais %n servidores silenciaram</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>conversa::console::OffenderList</name>
    <message>
        <source>Open &amp;key …</source>
        <translation>Abrir c&amp;have…</translation>
    </message>
    <message>
        <source>&amp;Ban</source>
        <translation>&amp;Banir</translation>
    </message>
    <message>
        <source>By defence</source>
        <translation>Por defesa</translation>
    </message>
    <message>
        <source>Networks</source>
        <translation>Redes</translation>
    </message>
    <message>
        <source>Users</source>
        <translation>Usuários</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>Chaves</translation>
    </message>
    <message>
        <source>Who and how &amp;often</source>
        <translation>&amp;Quem e com que frequência</translation>
    </message>
    <message>
        <source>&amp;For</source>
        <translation>&amp;Por</translation>
    </message>
    <message>
        <source>S&amp;how</source>
        <translation>&amp;Mostrar</translation>
    </message>
    <message>
        <source>Cop&amp;y nft</source>
        <translation>&amp;Copiar nft</translation>
    </message>
    <message>
        <source>Copies the line with which nftables keeps the network out.</source>
        <translation>Copia a linha com que o nftables mantém a rede fora.</translation>
    </message>
</context>
<context>
    <name>conversa::console::OverviewPage</name>
    <message>
        <source>Figures are for administrators</source>
        <translation>Os números são para administradores</translation>
    </message>
    <message>
        <source>It takes a key of the role admin to see how the server does.</source>
        <translation>É preciso uma chave do papel administrador para ver como está o servidor.</translation>
    </message>
    <message>
        <source>5 minutes</source>
        <translation>5 minutos</translation>
    </message>
    <message>
        <source>1 hour</source>
        <translation>1 hora</translation>
    </message>
    <message>
        <source>24 hours</source>
        <translation>24 horas</translation>
    </message>
    <message>
        <source>&amp;Time shown</source>
        <translation>&amp;Período mostrado</translation>
    </message>
    <message>
        <source>connections</source>
        <translation>conexões</translation>
    </message>
    <message>
        <source>sessions with somebody in them</source>
        <translation>sessões com alguém dentro</translation>
    </message>
    <message>
        <source>messages received per second</source>
        <translation>mensagens recebidas por segundo</translation>
    </message>
    <message>
        <source>messages sent per second</source>
        <translation>mensagens enviadas por segundo</translation>
    </message>
    <message>
        <source>Redis, the link between servers</source>
        <translation>Redis, a ligação entre servidores</translation>
    </message>
    <message>
        <source>database</source>
        <translation>banco de dados</translation>
    </message>
    <message>
        <source>Connections</source>
        <translation>Conexões</translation>
    </message>
    <message>
        <source>opened</source>
        <translation>abertas</translation>
    </message>
    <message>
        <source>closed</source>
        <translation>fechadas</translation>
    </message>
    <message>
        <source>Messages per second</source>
        <translation>Mensagens por segundo</translation>
    </message>
    <message>
        <source>received</source>
        <translation>recebidas</translation>
    </message>
    <message>
        <source>sent</source>
        <translation>enviadas</translation>
    </message>
    <message>
        <source>KiB per second</source>
        <translation>KiB por segundo</translation>
    </message>
    <message>
        <source>up</source>
        <translation>no ar</translation>
    </message>
    <message>
        <source>down</source>
        <translation>fora do ar</translation>
    </message>
    <message>
        <source>on</source>
        <translation>ligado</translation>
    </message>
    <message>
        <source>off</source>
        <translation>desligado</translation>
    </message>
    <message>
        <source>The database is away: no message is confirmed.</source>
        <translation>O banco de dados está fora do ar: nenhuma mensagem é confirmada.</translation>
    </message>
    <message>
        <source>Server %1 is silent.</source>
        <translation>O servidor %1 está em silêncio.</translation>
    </message>
    <message>
        <source>Redis is away: typing and presence stay at their server.</source>
        <translation>O Redis está fora do ar: digitação e presença ficam em cada servidor.</translation>
    </message>
    <message>
        <source>Overview</source>
        <translation>Visão geral</translation>
    </message>
    <message>
        <source>Churn per second</source>
        <translation>Entradas e saídas por segundo</translation>
    </message>
</context>
<context>
    <name>conversa::console::PartiesBar</name>
    <message>
        <source>in the session</source>
        <translation>na sessão</translation>
    </message>
    <message>
        <source>not in the session</source>
        <translation>fora da sessão</translation>
    </message>
    <message>
        <source>Connect</source>
        <translation>Conectar</translation>
    </message>
    <message>
        <source>Disconnect</source>
        <translation>Desconectar</translation>
    </message>
    <message>
        <source>bad line: %1 ms ± %2 ms, %3 % lost</source>
        <translation>linha ruim: %1 ms ± %2 ms, %3 % perdidos</translation>
    </message>
    <message>
        <source>Another agent</source>
        <translation>Outro atendente</translation>
    </message>
    <message>
        <source>Access key of the other agent (kept in memory only):</source>
        <translation>Chave de acesso do outro atendente (fica só na memória):</translation>
    </message>
    <message>
        <source>That is not an access key.</source>
        <translation>Isso não é uma chave de acesso.</translation>
    </message>
    <message>
        <source>Agent %1</source>
        <translation>Atendente %1</translation>
    </message>
    <message>
        <source>Contact</source>
        <translation>Contato</translation>
    </message>
    <message>
        <source>Device %1</source>
        <translation>Dispositivo %1</translation>
    </message>
    <message>
        <source>&amp;Add party</source>
        <translation>&amp;Adicionar parte</translation>
    </message>
    <message>
        <source>&amp;Line</source>
        <translation>&amp;Linha</translation>
    </message>
    <message>
        <source>Delay, jitter and loss of what this party sends</source>
        <translation>Atraso, variação e perda do que esta parte envia</translation>
    </message>
    <message>
        <source>Re&amp;move</source>
        <translation>Re&amp;mover</translation>
    </message>
    <message>
        <source>&amp;Contact of this session</source>
        <translation>&amp;Contato desta sessão</translation>
    </message>
    <message>
        <source>Second &amp;device</source>
        <translation>Segundo &amp;dispositivo</translation>
    </message>
    <message>
        <source>Another &amp;agent…</source>
        <translation>Outro &amp;atendente…</translation>
    </message>
</context>
<context>
    <name>conversa::console::Party</name>
    <message>
        <source>Lost on the line, as set for this party.</source>
        <translation>Perdida na linha, como definido para esta parte.</translation>
    </message>
</context>
<context>
    <name>conversa::console::ProfileDelegate</name>
    <message>
        <source>development</source>
        <translation>desenvolvimento</translation>
    </message>
    <message>
        <source>testing</source>
        <translation>testes</translation>
    </message>
    <message>
        <source>production</source>
        <translation>produção</translation>
    </message>
</context>
<context>
    <name>conversa::console::ProfileForm</name>
    <message>
        <source>Write it like https://chat.example.org or http://localhost:8080.</source>
        <translation>Escreva como https://chat.example.org ou http://localhost:8080.</translation>
    </message>
    <message>
        <source>Not encrypted: everybody on the way can read the key and the messages.</source>
        <translation>Sem criptografia: qualquer um no caminho pode ler a chave e as mensagens.</translation>
    </message>
    <message>
        <source>A fingerprint has 64 hex digits; a public key is written sha256// and 44 signs.</source>
        <translation>Uma impressão digital tem 64 dígitos hexadecimais; uma chave pública se escreve sha256// e 44 caracteres.</translation>
    </message>
    <message>
        <source>This file holds no certificate that can be read: %1</source>
        <translation>Este arquivo não contém um certificado legível: %1</translation>
    </message>
    <message>
        <source>This file holds no key that can be read without a passphrase: %1</source>
        <translation>Este arquivo não contém uma chave legível sem senha: %1</translation>
    </message>
    <message>
        <source>Server &amp;address</source>
        <translation>&amp;Endereço do servidor</translation>
    </message>
    <message>
        <source>Access &amp;key</source>
        <translation>C&amp;have de acesso</translation>
    </message>
    <message>
        <source>&amp;Name</source>
        <translation>&amp;Nome</translation>
    </message>
    <message>
        <source>&amp;Group</source>
        <translation>&amp;Grupo</translation>
    </message>
    <message>
        <source>U&amp;sed for</source>
        <translation>&amp;Usado para</translation>
    </message>
    <message>
        <source>File of the a&amp;uthority</source>
        <translation>Arquivo da &amp;autoridade</translation>
    </message>
    <message>
        <source>&amp;Own certificate</source>
        <translation>Certificado &amp;próprio</translation>
    </message>
    <message>
        <source>Key of the own certificat&amp;e</source>
        <translation>Chave do certificado própri&amp;o</translation>
    </message>
    <message>
        <source>&amp;Pinned certificate or key</source>
        <translation>Certificado ou chave &amp;fixados</translation>
    </message>
    <message>
        <source>Give up a&amp;fter</source>
        <translation>&amp;Desistir após</translation>
    </message>
    <message>
        <source> s</source>
        <translation> s</translation>
    </message>
    <message>
        <source>as the server is called</source>
        <translation>como o servidor se chama</translation>
    </message>
    <message>
        <source>none</source>
        <translation>nenhum</translation>
    </message>
    <message>
        <source>not said</source>
        <translation>não informado</translation>
    </message>
    <message>
        <source>development</source>
        <translation>desenvolvimento</translation>
    </message>
    <message>
        <source>testing</source>
        <translation>testes</translation>
    </message>
    <message>
        <source>production (red frame)</source>
        <translation>produção (moldura vermelha)</translation>
    </message>
    <message>
        <source>Cert&amp;ificates and timeouts</source>
        <translation>Certificados e te&amp;mpos limite</translation>
    </message>
</context>
<context>
    <name>conversa::console::ProfileList</name>
    <message>
        <source>Search profiles</source>
        <translation>Procurar perfis</translation>
    </message>
    <message>
        <source>Profiles</source>
        <translation>Perfis</translation>
    </message>
    <message>
        <source>Ne&amp;w</source>
        <translation>No&amp;vo</translation>
    </message>
    <message>
        <source>Dup&amp;licate</source>
        <translation>Dup&amp;licar</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Excluir</translation>
    </message>
    <message>
        <source>File</source>
        <translation>Arquivo</translation>
    </message>
    <message>
        <source>Import profiles …</source>
        <translation>Importar perfis…</translation>
    </message>
    <message>
        <source>Export profiles …</source>
        <translation>Exportar perfis…</translation>
    </message>
</context>
<context>
    <name>conversa::console::RawSocket</name>
    <message>
        <source>The server&apos;s answer is no HTTP.</source>
        <translation>A resposta do servidor não é HTTP.</translation>
    </message>
    <message>
        <source>The server refuses the connection: %1</source>
        <translation>O servidor recusa a conexão: %1</translation>
    </message>
    <message>
        <source>The server sent a frame of more than %1 MiB.</source>
        <translation>O servidor enviou um quadro de mais de %1 MiB.</translation>
    </message>
    <message>
        <source>The server closed the connection.</source>
        <translation>O servidor fechou a conexão.</translation>
    </message>
</context>
<context>
    <name>conversa::console::RowDetails</name>
    <message>
        <source>Details of the selected row</source>
        <translation>Detalhes da linha selecionada</translation>
    </message>
    <message>
        <source>Select a row to see all of it.</source>
        <translation>Selecione uma linha para vê-la inteira.</translation>
    </message>
</context>
<context>
    <name>conversa::console::RowTable</name>
    <message>
        <source>Rows are missing here.</source>
        <translation>Faltam linhas aqui.</translation>
    </message>
</context>
<context>
    <name>conversa::console::ScenarioPanel</name>
    <message>
        <source>Run a scenario</source>
        <translation>Executar um cenário</translation>
    </message>
    <message>
        <source>Scenarios (*.json)</source>
        <translation>Cenários (*.json)</translation>
    </message>
    <message>
        <source>Running: %1</source>
        <translation>Em execução: %1</translation>
    </message>
    <message>
        <source>%1 – %2 (%3 ms)</source>
        <extracomment>a step of a scenario: whether it passed, what it is, how long it took</extracomment>
        <translation>%1 – %2 (%3 ms)</translation>
    </message>
    <message>
        <source>PASS</source>
        <translation>PASSOU</translation>
    </message>
    <message>
        <source>FAIL</source>
        <translation>FALHOU</translation>
    </message>
    <message>
        <source>%1 passed, %2 failed, %3 not run</source>
        <translation>%1 passaram, %2 falharam, %3 não executados</translation>
    </message>
    <message>
        <source>S&amp;top</source>
        <translation>P&amp;arar</translation>
    </message>
    <message>
        <source>&amp;Run…</source>
        <translation>E&amp;xecutar…</translation>
    </message>
    <message>
        <source>Stop re&amp;cording</source>
        <translation>Parar &amp;gravação</translation>
    </message>
    <message>
        <source>Re&amp;cord</source>
        <translation>&amp;Gravar</translation>
    </message>
    <message numerus="yes">
        <source>Recording: %n step(s)</source>
        <translation>
            <numerusform>Gravando: %n passo</numerusform>
            <numerusform>Gravando: %n passos</numerusform>
        </translation>
    </message>
    <message>
        <source>A scenario runs a chat by itself, step by step. Record one here, or run a file.</source>
        <translation>Um cenário conduz um chat sozinho, passo a passo. Grave um aqui ou execute um arquivo.</translation>
    </message>
    <message>
        <source>Export rec&amp;ording…</source>
        <translation>Exp&amp;ortar gravação…</translation>
    </message>
    <message>
        <source>Steps of the scenario</source>
        <translation>Passos do cenário</translation>
    </message>
</context>
<context>
    <name>conversa::console::ScenarioProgram</name>
    <message>
        <source>%1 passed, %2 failed, %3 not run</source>
        <translation>%1 passaram, %2 falharam, %3 não executados</translation>
    </message>
    <message>
        <source>--server must be an address like http://localhost:8080.</source>
        <translation>--server deve ser um endereço como http://localhost:8080.</translation>
    </message>
    <message>
        <source>A key is needed, in the environment variable CONVERSA_TOKEN or with --key-stdin.</source>
        <translation>É preciso uma chave, na variável de ambiente CONVERSA_TOKEN ou com --key-stdin.</translation>
    </message>
</context>
<context>
    <name>conversa::console::ScenarioRecorder</name>
    <message>
        <source>Recorded in the chat tester</source>
        <translation>Gravado no teste de chat</translation>
    </message>
</context>
<context>
    <name>conversa::console::ScenarioRunner</name>
    <message>
        <source>It was stopped.</source>
        <translation>Foi interrompido.</translation>
    </message>
    <message>
        <source>There is no key in the environment variable %1.</source>
        <translation>Não há chave na variável de ambiente %1.</translation>
    </message>
    <message>
        <source>It was stored.</source>
        <translation>Foi gravada.</translation>
    </message>
    <message>
        <source>It came.</source>
        <translation>Chegou.</translation>
    </message>
    <message>
        <source>Nothing came within %1 ms.</source>
        <translation>Nada chegou em %1 ms.</translation>
    </message>
</context>
<context>
    <name>conversa::console::SecretDialog</name>
    <message>
        <source>New key</source>
        <translation>Nova chave</translation>
    </message>
    <message>
        <source>This is the &amp;key %1. It is shown once and stands nowhere else: save it now.</source>
        <translation>Esta é a c&amp;have %1. Ela é mostrada uma vez e não está em nenhum outro lugar: guarde-a agora.</translation>
    </message>
    <message>
        <source>The new key</source>
        <translation>A nova chave</translation>
    </message>
    <message>
        <source>&amp;Copy</source>
        <translation>&amp;Copiar</translation>
    </message>
    <message>
        <source>I &amp;saved it</source>
        <translation>Eu a &amp;guardei</translation>
    </message>
</context>
<context>
    <name>conversa::console::SecurityPage</name>
    <message>
        <source>Nobody came up against the defences.</source>
        <translation>Ninguém esbarrou nas defesas.</translation>
    </message>
    <message>
        <source>Refused origins, bad keys, limits that were reached and malformed messages appear here.</source>
        <translation>Origens recusadas, chaves inválidas, limites atingidos e mensagens malformadas aparecem aqui.</translation>
    </message>
    <message>
        <source>Filter, for example security:token ip:10.0.0.0/8</source>
        <translation>Filtro, por exemplo security:token ip:10.0.0.0/8</translation>
    </message>
    <message>
        <source>Search the restrictions</source>
        <translation>Procurar nas restrições</translation>
    </message>
    <message>
        <source>Restrictions that hold</source>
        <translation>Restrições em vigor</translation>
    </message>
    <message>
        <source>&amp;Take back</source>
        <translation>&amp;Desfazer</translation>
    </message>
    <message>
        <source>%1 is banned for %2.</source>
        <translation>%1 está banido por %2.</translation>
    </message>
    <message>
        <source>Copied: %1</source>
        <translation>Copiado: %1</translation>
    </message>
    <message>
        <source>The restriction is taken back.</source>
        <translation>A restrição foi desfeita.</translation>
    </message>
    <message>
        <source>Security</source>
        <translation>Segurança</translation>
    </message>
</context>
<context>
    <name>conversa::console::SendBox</name>
    <message>
        <source>Open an own connection to send frames.</source>
        <translation>Abra uma conexão própria para enviar quadros.</translation>
    </message>
    <message>
        <source>These are no hexadecimal digits.</source>
        <translation>Estes não são dígitos hexadecimais.</translation>
    </message>
    <message>
        <source>A text with a key in it is not kept.</source>
        <translation>Um texto com uma chave dentro não é guardado.</translation>
    </message>
    <message>
        <source>Keep this frame</source>
        <translation>Guardar este quadro</translation>
    </message>
    <message>
        <source>Name (folder/name groups them):</source>
        <translation>Nome (pasta/nome os agrupa):</translation>
    </message>
    <message>
        <source>Kept frames</source>
        <translation>Quadros guardados</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>Texto</translation>
    </message>
    <message>
        <source>Binary (hex)</source>
        <translation>Binário (hex)</translation>
    </message>
    <message>
        <source>Ping</source>
        <translation>Ping</translation>
    </message>
    <message>
        <source>Pong</source>
        <translation>Pong</translation>
    </message>
    <message>
        <source>Close (code reason)</source>
        <translation>Fechamento (código motivo)</translation>
    </message>
    <message>
        <source>Raw bytes (hex)</source>
        <translation>Bytes puros (hex)</translation>
    </message>
    <message>
        <source>Kind of frame</source>
        <translation>Tipo de quadro</translation>
    </message>
    <message>
        <source>Content of the frame</source>
        <translation>Conteúdo do quadro</translation>
    </message>
    <message>
        <source>Seconds between two</source>
        <translation>Segundos entre dois</translation>
    </message>
    <message>
        <source> s</source>
        <translation> s</translation>
    </message>
    <message>
        <source>&amp;Repeat every</source>
        <translation>&amp;Repetir a cada</translation>
    </message>
    <message>
        <source>&amp;Keep…</source>
        <translation>&amp;Guardar…</translation>
    </message>
    <message>
        <source>Remo&amp;ve</source>
        <translation>Remo&amp;ver</translation>
    </message>
    <message>
        <source>&amp;Send</source>
        <translation>&amp;Enviar</translation>
    </message>
</context>
<context>
    <name>conversa::console::SessionCard</name>
    <message>
        <source>admin</source>
        <translation>administrador</translation>
    </message>
    <message>
        <source>agent</source>
        <translation>atendente</translation>
    </message>
    <message>
        <source>contact</source>
        <translation>contato</translation>
    </message>
    <message>
        <source>service</source>
        <translation>serviço</translation>
    </message>
    <message>
        <source>Re&amp;open session</source>
        <translation>Re&amp;abrir sessão</translation>
    </message>
    <message>
        <source>Close sess&amp;ion</source>
        <translation>Encerrar se&amp;ssão</translation>
    </message>
    <message>
        <source>closed</source>
        <translation>encerrada</translation>
    </message>
    <message>
        <source>open</source>
        <translation>aberta</translation>
    </message>
    <message>
        <source>typing</source>
        <translation>digitando</translation>
    </message>
    <message>
        <source>here</source>
        <translation>aqui</translation>
    </message>
    <message>
        <source>away</source>
        <translation>ausente</translation>
    </message>
    <message>
        <source>Contact id</source>
        <translation>Id do contato</translation>
    </message>
    <message>
        <source>Session</source>
        <translation>Sessão</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Estado</translation>
    </message>
    <message>
        <source>Members and how far they have got</source>
        <translation>Membros e até onde chegaram</translation>
    </message>
    <message>
        <source>Members</source>
        <translation>Membros</translation>
    </message>
    <message>
        <source>Member</source>
        <translation>Membro</translation>
    </message>
    <message>
        <source>Presence</source>
        <translation>Presença</translation>
    </message>
    <message>
        <source>Delivered</source>
        <translation>Entregue</translation>
    </message>
    <message>
        <source>Read</source>
        <translation>Lida</translation>
    </message>
    <message>
        <source>Contact</source>
        <comment>somebody who writes to agents</comment>
        <translation>Contato</translation>
    </message>
</context>
<context>
    <name>conversa::console::SessionPanel</name>
    <message>
        <source>Your key does not reach the messages of this tenant.</source>
        <translation>A sua chave não alcança as mensagens deste locatário.</translation>
    </message>
    <message>
        <source>An operator administers all tenants and reads none of them. Connect with a key of the tenant %1.</source>
        <translation>Um operador administra todos os locatários e não lê nenhum. Conecte-se com uma chave do locatário %1.</translation>
    </message>
    <message>
        <source>No message matches.</source>
        <translation>Nenhuma mensagem corresponde.</translation>
    </message>
    <message>
        <source>Nobody has written yet.</source>
        <translation>Ninguém escreveu ainda.</translation>
    </message>
    <message>
        <source>Messages appear here as they are written.</source>
        <translation>As mensagens aparecem aqui assim que são escritas.</translation>
    </message>
    <message>
        <source>Members and receipts</source>
        <translation>Membros e confirmações</translation>
    </message>
    <message>
        <source>Messages</source>
        <translation>Mensagens</translation>
    </message>
    <message>
        <source>&amp;Remove</source>
        <translation>&amp;Remover</translation>
    </message>
    <message>
        <source>Takes the selected member out of the session.</source>
        <translation>Tira o membro selecionado da sessão.</translation>
    </message>
    <message>
        <source>Search the members</source>
        <translation>Procurar nos membros</translation>
    </message>
    <message>
        <source>Search the messages</source>
        <translation>Procurar nas mensagens</translation>
    </message>
    <message>
        <source>&amp;Oldest</source>
        <translation>Mais &amp;antigas</translation>
    </message>
    <message>
        <source>&amp;Newest</source>
        <translation>Mais &amp;novas</translation>
    </message>
    <message>
        <source>Open in &amp;chat tester</source>
        <translation>Abrir no &amp;teste de chat</translation>
    </message>
    <message>
        <source>Post a no&amp;tice …</source>
        <translation>Publicar um av&amp;iso…</translation>
    </message>
    <message>
        <source>Reo&amp;pen session</source>
        <translation>R&amp;eabrir sessão</translation>
    </message>
    <message>
        <source>C&amp;lose session</source>
        <translation>Encerrar &amp;sessão</translation>
    </message>
    <message>
        <source>An operator&apos;s key reaches no session of a tenant.</source>
        <translation>A chave de um operador não alcança nenhuma sessão de um locatário.</translation>
    </message>
    <message>
        <source>Session %1</source>
        <translation>Sessão %1</translation>
    </message>
    <message>
        <source>no contact yet</source>
        <translation>ainda sem contato</translation>
    </message>
    <message>
        <source>contact %1</source>
        <translation>contato %1</translation>
    </message>
    <message>
        <source>closed</source>
        <translation>encerrada</translation>
    </message>
    <message>
        <source>open</source>
        <translation>aberta</translation>
    </message>
    <message>
        <source>tenant %1</source>
        <translation>locatário %1</translation>
    </message>
    <message numerus="yes">
        <source>%n message(s)</source>
        <translation>
            <numerusform>%n mensagem</numerusform>
            <numerusform>%n mensagens</numerusform>
        </translation>
    </message>
    <message>
        <source>at %1</source>
        <translation>em %1</translation>
    </message>
</context>
<context>
    <name>conversa::console::SessionsPage</name>
    <message>
        <source>Nobody is in a session.</source>
        <translation>Ninguém está em uma sessão.</translation>
    </message>
    <message>
        <source>A session appears here as soon as somebody joins it, and goes when the last one leaves.</source>
        <translation>Uma sessão aparece aqui assim que alguém entra nela, e some quando o último sai.</translation>
    </message>
    <message>
        <source>%1 is out of the session.</source>
        <translation>%1 está fora da sessão.</translation>
    </message>
    <message>
        <source>Post a notice</source>
        <translation>Publicar um aviso</translation>
    </message>
    <message>
        <source>&amp;Text for all members of the session:</source>
        <translation>&amp;Texto para todos os membros da sessão:</translation>
    </message>
    <message>
        <source>&amp;Post</source>
        <translation>&amp;Publicar</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Cancelar</translation>
    </message>
    <message>
        <source>The notice is posted.</source>
        <translation>O aviso foi publicado.</translation>
    </message>
    <message>
        <source>The member may come back.</source>
        <translation>O membro pode voltar.</translation>
    </message>
    <message>
        <source>The session is closed.</source>
        <translation>A sessão está encerrada.</translation>
    </message>
    <message>
        <source>The session is open again.</source>
        <translation>A sessão está aberta de novo.</translation>
    </message>
    <message>
        <source>Sessions</source>
        <translation>Sessões</translation>
    </message>
</context>
<context>
    <name>conversa::console::SettingsPage</name>
    <message>
        <source>All settings are as they were in the beginning.</source>
        <translation>Todas as configurações voltaram ao início.</translation>
    </message>
    <message>
        <source>Copied. No address, name or key is in it.</source>
        <translation>Copiado. Não contém endereço, nome nem chave.</translation>
    </message>
    <message>
        <source>Appearance</source>
        <translation>Aparência</translation>
    </message>
    <message>
        <source>Tell me on the desktop</source>
        <translation>Avisar na área de trabalho</translation>
    </message>
    <message>
        <source>Data</source>
        <translation>Dados</translation>
    </message>
    <message>
        <source>Privacy</source>
        <translation>Privacidade</translation>
    </message>
    <message>
        <source>Help</source>
        <translation>Ajuda</translation>
    </message>
    <message>
        <source>&amp;Look</source>
        <translation>&amp;Aparência</translation>
    </message>
    <message>
        <source>Lan&amp;guage</source>
        <translation>&amp;Idioma</translation>
    </message>
    <message>
        <source>&amp;Rows of tables</source>
        <translation>&amp;Linhas das tabelas</translation>
    </message>
    <message>
        <source>&amp;Frames kept</source>
        <translation>&amp;Quadros guardados</translation>
    </message>
    <message>
        <source>E&amp;xport as</source>
        <translation>E&amp;xportar como</translation>
    </message>
    <message>
        <source>when a customer &amp;writes</source>
        <translation>quando um cliente &amp;escreve</translation>
    </message>
    <message>
        <source>when the &amp;connection is lost</source>
        <translation>quando a &amp;conexão cai</translation>
    </message>
    <message>
        <source>of &amp;security events</source>
        <translation>de eventos de &amp;segurança</translation>
    </message>
    <message>
        <source>when a serv&amp;er falls silent</source>
        <translation>quando um se&amp;rvidor silencia</translation>
    </message>
    <message>
        <source>Leave the &amp;texts of messages out of notices</source>
        <translation>Deixar os &amp;textos das mensagens fora dos avisos</translation>
    </message>
    <message>
        <source>Leave the names of &amp;people out of notices</source>
        <translation>Deixar os nomes de &amp;pessoas fora dos avisos</translation>
    </message>
    <message>
        <source>The desktop may show notices where others look on.</source>
        <translation>A área de trabalho pode mostrar avisos onde outros olham.</translation>
    </message>
    <message>
        <source>Copy &amp;diagnostics</source>
        <translation>Copiar &amp;diagnóstico</translation>
    </message>
    <message>
        <source>Reset &amp;all settings</source>
        <translation>Redefinir todas as c&amp;onfigurações</translation>
    </message>
    <message>
        <source>as the desktop</source>
        <translation>como a área de trabalho</translation>
    </message>
    <message>
        <source>light</source>
        <translation>claro</translation>
    </message>
    <message>
        <source>dark</source>
        <translation>escuro</translation>
    </message>
    <message>
        <source>high contrast</source>
        <translation>alto contraste</translation>
    </message>
    <message>
        <source>comfortable</source>
        <translation>confortável</translation>
    </message>
    <message>
        <source>compact</source>
        <translation>compacta</translation>
    </message>
    <message>
        <source>as the system</source>
        <translation>como o sistema</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Configurações</translation>
    </message>
    <message>
        <source>L&amp;og rows kept</source>
        <translation>Linhas de lo&amp;g guardadas</translation>
    </message>
</context>
<context>
    <name>conversa::console::StateBadge</name>
    <message>
        <source>Connecting</source>
        <translation>Conectando</translation>
    </message>
    <message>
        <source>Connected</source>
        <translation>Conectado</translation>
    </message>
    <message>
        <source>Reconnecting</source>
        <translation>Reconectando</translation>
    </message>
    <message>
        <source>Not connected</source>
        <translation>Não conectado</translation>
    </message>
    <message>
        <source>Disconnected</source>
        <translation>Desconectado</translation>
    </message>
    <message>
        <source>State: %1</source>
        <translation>Estado: %1</translation>
    </message>
</context>
<context>
    <name>conversa::console::StatePanel</name>
    <message>
        <source>Try &amp;again</source>
        <translation>Tentar de &amp;novo</translation>
    </message>
    <message>
        <source>Loading …</source>
        <translation>Carregando…</translation>
    </message>
    <message>
        <source>&amp;Copy details</source>
        <translation>&amp;Copiar detalhes</translation>
    </message>
</context>
<context>
    <name>conversa::console::TablePage</name>
    <message>
        <source>Your key may not see this.</source>
        <translation>A sua chave não pode ver isto.</translation>
    </message>
    <message>
        <source>It is for operators: a key of the role admin whose tenant is *. Ask whoever runs the server.</source>
        <translation>É para operadores: uma chave do papel administrador cujo locatário é *. Peça a quem administra o servidor.</translation>
    </message>
    <message>
        <source>It is for administrators: a key of the role admin. Ask whoever runs the server.</source>
        <translation>É para administradores: uma chave do papel administrador. Peça a quem administra o servidor.</translation>
    </message>
    <message>
        <source>Nothing matches the filter.</source>
        <translation>Nada corresponde ao filtro.</translation>
    </message>
    <message>
        <source>C&amp;lear filter</source>
        <translation>&amp;Limpar filtro</translation>
    </message>
    <message>
        <source>Not done: %1</source>
        <translation>Não foi feito: %1</translation>
    </message>
</context>
<context>
    <name>conversa::console::TablePane</name>
    <message>
        <source>&amp;Sort by</source>
        <translation>&amp;Ordenar por</translation>
    </message>
    <message>
        <source>%1 of %2 rows; a filter narrows them</source>
        <translation>%1 de %2 linhas; um filtro as reduz</translation>
    </message>
    <message numerus="yes">
        <source>%n row(s)</source>
        <translation>
            <numerusform>%n linha</numerusform>
            <numerusform>%n linhas</numerusform>
        </translation>
    </message>
    <message>
        <source>changes wait while you read: F5 shows them</source>
        <translation>há mudanças esperando enquanto você lê: F5 as mostra</translation>
    </message>
    <message>
        <source>Rows</source>
        <translation>Linhas</translation>
    </message>
</context>
<context>
    <name>conversa::console::TapBar</name>
    <message>
        <source>Stop &amp;tap</source>
        <translation>Parar &amp;captura</translation>
    </message>
    <message>
        <source>Start &amp;tap</source>
        <translation>Iniciar &amp;captura</translation>
    </message>
    <message>
        <source>Close &amp;own connection</source>
        <translation>Fechar c&amp;onexão própria</translation>
    </message>
    <message>
        <source>Open &amp;own connection</source>
        <translation>Abrir c&amp;onexão própria</translation>
    </message>
    <message>
        <source>Begin and end of a tap are recorded in the audit log, with whose frames and how many.</source>
        <translation>Início e fim de uma captura ficam registrados no log de auditoria, com de quem são os quadros e quantos.</translation>
    </message>
    <message>
        <source>The server does not begin the tap: %1</source>
        <translation>O servidor não inicia a captura: %1</translation>
    </message>
    <message>
        <source>Own connection: %1</source>
        <translation>Conexão própria: %1</translation>
    </message>
    <message>
        <source>Connection</source>
        <translation>Conexão</translation>
    </message>
    <message>
        <source>User</source>
        <translation>Usuário</translation>
    </message>
    <message>
        <source>Session</source>
        <translation>Sessão</translation>
    </message>
    <message>
        <source>Whose frames</source>
        <translation>Quadros de quem</translation>
    </message>
    <message>
        <source>Id of what is tapped</source>
        <translation>Id do que é capturado</translation>
    </message>
    <message>
        <source>id (UUID)</source>
        <translation>id (UUID)</translation>
    </message>
    <message>
        <source>Minutes until the tap ends</source>
        <translation>Minutos até o fim da captura</translation>
    </message>
    <message>
        <source> min</source>
        <translation> min</translation>
    </message>
    <message>
        <source>Answer &amp;pings</source>
        <translation>Responder &amp;pings</translation>
    </message>
</context>
<context>
    <name>conversa::console::Toast</name>
    <message>
        <source>&amp;Undo</source>
        <translation>&amp;Desfazer</translation>
    </message>
</context>
<context>
    <name>conversa::console::VerdictBar</name>
    <message>
        <source>Close</source>
        <translation>Fechar</translation>
    </message>
</context>
</TS>
