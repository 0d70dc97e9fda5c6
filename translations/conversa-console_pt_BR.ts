<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="pt_BR">
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
</context>
<context>
    <name>Display</name>
    <message>
        <source>conversa-console needs a graphical display to show its window, and this terminal has none: start it from a desktop session, or log in with ssh -X.</source>
        <translation>O conversa-console precisa de uma tela gráfica para mostrar a janela, e este terminal não tem nenhuma: inicie-o em uma sessão gráfica ou entre com ssh -X.</translation>
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
        <translation>Ninguém responde neste endereço.</translation>
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
        <translation>Tentando agora …</translation>
    </message>
    <message>
        <source>Try &amp;now</source>
        <translation>Tentar &amp;agora</translation>
    </message>
</context>
<context>
    <name>conversa::console::ConnectForm</name>
    <message>
        <source>Server &amp;address</source>
        <translation>&amp;Endereço do servidor</translation>
    </message>
    <message>
        <source>Access &amp;key</source>
        <translation>C&amp;have de acesso</translation>
    </message>
    <message>
        <source>kept in memory only</source>
        <translation>fica só na memória</translation>
    </message>
    <message>
        <source>&amp;Disconnect</source>
        <translation>&amp;Desconectar</translation>
    </message>
    <message>
        <source>&amp;Connect</source>
        <translation>&amp;Conectar</translation>
    </message>
</context>
<context>
    <name>conversa::console::MainWindow</name>
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
        <source>&amp;Window</source>
        <translation>&amp;Janela</translation>
    </message>
    <message>
        <source>Lan&amp;guage</source>
        <translation>&amp;Idioma</translation>
    </message>
    <message>
        <source>&amp;Look</source>
        <translation>Apar&amp;ência</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>&amp;Sair</translation>
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
    <name>conversa::console::StatusPage</name>
    <message>
        <source>clients connected</source>
        <translation>clientes conectados</translation>
    </message>
    <message>
        <source>sessions with somebody in them</source>
        <translation>sessões com alguém dentro</translation>
    </message>
    <message>
        <source>Redis, the link between servers</source>
        <translation>Redis, a ligação entre servidores</translation>
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
        <source>Updated at %1</source>
        <translation>Atualizado às %1</translation>
    </message>
    <message>
        <source>Stale: figures from %1</source>
        <translation>Desatualizado: números das %1</translation>
    </message>
</context>
</TS>
