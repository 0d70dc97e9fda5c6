<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="es">
<context>
    <name>Attendance</name>
    <message>
        <source>Agent</source>
        <translation>Agente</translation>
    </message>
    <message>
        <source>Contact</source>
        <translation>Contacto</translation>
    </message>
</context>
<context>
    <name>CannedTexts</name>
    <message>
        <source>hello</source>
        <translation>hola</translation>
    </message>
    <message>
        <source>Hello! How can I help you?</source>
        <translation>¡Hola! ¿En qué puedo ayudarle?</translation>
    </message>
    <message>
        <source>moment</source>
        <translation>momento</translation>
    </message>
    <message>
        <source>One moment, please. I am looking into it.</source>
        <translation>Un momento, por favor. Lo estoy comprobando.</translation>
    </message>
    <message>
        <source>bye</source>
        <translation>adios</translation>
    </message>
    <message>
        <source>Thank you for your message. Goodbye!</source>
        <translation>Gracias por su mensaje. ¡Hasta pronto!</translation>
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
        <translation>Inquilino</translation>
    </message>
    <message>
        <source>User</source>
        <translation>Usuario</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Nombre</translation>
    </message>
    <message>
        <source>Role</source>
        <translation>Rol</translation>
    </message>
    <message>
        <source>Key</source>
        <translation>Clave</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>Dirección</translation>
    </message>
    <message>
        <source>Origin</source>
        <translation>Origen</translation>
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
        <translation>Último mensaje</translation>
    </message>
    <message>
        <source>Received</source>
        <translation>Recibidos</translation>
    </message>
    <message>
        <source>Sent</source>
        <translation>Enviados</translation>
    </message>
    <message>
        <source>Bytes received</source>
        <translation>Bytes recibidos</translation>
    </message>
    <message>
        <source>Bytes sent</source>
        <translation>Bytes enviados</translation>
    </message>
    <message>
        <source>Queue</source>
        <translation>Cola</translation>
    </message>
    <message>
        <source>Sessions</source>
        <translation>Sesiones</translation>
    </message>
    <message>
        <source>Round trip</source>
        <translation>Ida y vuelta</translation>
    </message>
    <message>
        <source>Code</source>
        <translation>Código</translation>
    </message>
    <message>
        <source>Closed by</source>
        <translation>Cerrada por</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>Motivo</translation>
    </message>
    <message>
        <source>Closed</source>
        <translation>Cerrada</translation>
    </message>
    <message>
        <source>Duration</source>
        <translation>Duración</translation>
    </message>
    <message>
        <source>Contact</source>
        <translation>Contacto</translation>
    </message>
    <message>
        <source>Messages</source>
        <translation>Mensajes</translation>
    </message>
    <message>
        <source>People</source>
        <translation>Personas</translation>
    </message>
    <message>
        <source>Connections</source>
        <translation>Conexiones</translation>
    </message>
    <message>
        <source>Typing</source>
        <translation>Escribiendo</translation>
    </message>
    <message>
        <source>Version</source>
        <translation>Versión</translation>
    </message>
    <message>
        <source>Redis link</source>
        <translation>Enlace con Redis</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>Tipo</translation>
    </message>
    <message>
        <source>Defence</source>
        <translation>Defensa</translation>
    </message>
    <message>
        <source>Action</source>
        <translation>Acción</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>Resultado</translation>
    </message>
    <message>
        <source>Target</source>
        <translation>Objetivo</translation>
    </message>
    <message>
        <source>Request</source>
        <translation>Petición</translation>
    </message>
    <message>
        <source>Detail</source>
        <translation>Detalle</translation>
    </message>
    <message>
        <source>Times</source>
        <translation>Veces</translation>
    </message>
    <message>
        <source>Chain</source>
        <translation>Cadena</translation>
    </message>
    <message>
        <source>Hash</source>
        <translation>Hash</translation>
    </message>
    <message>
        <source>Level</source>
        <translation>Nivel</translation>
    </message>
    <message>
        <source>Category</source>
        <translation>Categoría</translation>
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
        <translation>Conexión</translation>
    </message>
    <message>
        <source>Direction</source>
        <translation>Dirección</translation>
    </message>
    <message>
        <source>Frame</source>
        <translation>Trama</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Tamaño</translation>
    </message>
    <message>
        <source>Left out</source>
        <translation>Omitidos</translation>
    </message>
    <message>
        <source>Content</source>
        <translation>Contenido</translation>
    </message>
    <message>
        <source>Hexadecimal</source>
        <translation>Hexadecimal</translation>
    </message>
    <message>
        <source>No.</source>
        <translation>N.º</translation>
    </message>
    <message>
        <source>User name</source>
        <translation>Nombre de usuario</translation>
    </message>
    <message>
        <source>Made</source>
        <translation>Creada</translation>
    </message>
    <message>
        <source>Expires</source>
        <translation>Caduca</translation>
    </message>
    <message>
        <source>Revoked</source>
        <translation>Revocada</translation>
    </message>
    <message>
        <source>Holds until</source>
        <translation>Vale hasta</translation>
    </message>
    <message>
        <source>Ordered by</source>
        <translation>Ordenado por</translation>
    </message>
    <message>
        <source>Session</source>
        <translation>Sesión</translation>
    </message>
    <message>
        <source>From</source>
        <translation>De</translation>
    </message>
    <message>
        <source>Agent</source>
        <translation>Agente</translation>
    </message>
    <message>
        <source>Message</source>
        <translation>Mensaje</translation>
    </message>
    <message>
        <source>Delivered</source>
        <translation>Entregado</translation>
    </message>
    <message>
        <source>Read</source>
        <translation>Leído</translation>
    </message>
    <message>
        <source>Newest message</source>
        <translation>Mensaje más nuevo</translation>
    </message>
</context>
<context>
    <name>CommandLine</name>
    <message>
        <source>The server&apos;s address, for example http://localhost:8080.</source>
        <translation>La dirección del servidor, por ejemplo http://localhost:8080.</translation>
    </message>
    <message>
        <source>Read the access key from the first line of standard input.</source>
        <translation>Lee la clave de acceso de la primera línea de la entrada estándar.</translation>
    </message>
    <message>
        <source>Run this chat scenario without a window; the key comes from CONVERSA_TOKEN.</source>
        <translation>Ejecuta este escenario de chat sin ventana; la clave viene de CONVERSA_TOKEN.</translation>
    </message>
    <message>
        <source>Shows how a Conversa server is doing.</source>
        <translation>Muestra cómo está un servidor Conversa.</translation>
    </message>
</context>
<context>
    <name>Diagnosis</name>
    <message>
        <source>No computer of this name was found</source>
        <translation>No se encontró ningún equipo con este nombre</translation>
    </message>
    <message>
        <source>Check the spelling of the address and your network connection.</source>
        <translation>Revise la dirección y su conexión de red.</translation>
    </message>
    <message>
        <source>Nothing listens on this port</source>
        <translation>Nada escucha en este puerto</translation>
    </message>
    <message>
        <source>Check that the server is running and that the port is right.</source>
        <translation>Compruebe que el servidor esté en marcha y que el puerto sea correcto.</translation>
    </message>
    <message>
        <source>There is no way to this computer</source>
        <translation>No hay camino hasta este equipo</translation>
    </message>
    <message>
        <source>Check your network connection; a VPN may be needed.</source>
        <translation>Revise su conexión de red; quizá haga falta una VPN.</translation>
    </message>
    <message>
        <source>No answer came in time</source>
        <translation>No llegó ninguna respuesta a tiempo</translation>
    </message>
    <message>
        <source>A firewall may be in the way, or the server may be overloaded.</source>
        <translation>Puede que haya un cortafuegos en el camino o que el servidor esté sobrecargado.</translation>
    </message>
    <message>
        <source>The connection broke off</source>
        <translation>La conexión se cortó</translation>
    </message>
    <message>
        <source>Try again; if it lasts, look at the server&apos;s log.</source>
        <translation>Vuelva a intentarlo; si continúa, mire el registro del servidor.</translation>
    </message>
    <message>
        <source>What answers does not speak TLS</source>
        <translation>Lo que responde no habla TLS</translation>
    </message>
    <message>
        <source>Check the port, or write http:// if this server has no TLS.</source>
        <translation>Revise el puerto, o escriba http:// si este servidor no tiene TLS.</translation>
    </message>
    <message>
        <source>Not encrypted</source>
        <translation>Sin cifrar</translation>
    </message>
    <message>
        <source>Everybody on the way can read the key. Use https:// where the server has it.</source>
        <translation>Cualquiera en el camino puede leer la clave. Use https:// donde el servidor lo tenga.</translation>
    </message>
    <message>
        <source>The certificate ends soon</source>
        <translation>El certificado caduca pronto</translation>
    </message>
    <message>
        <source>Renew the server&apos;s certificate, and then reload the server.</source>
        <translation>Renueve el certificado del servidor y después recargue el servidor.</translation>
    </message>
    <message>
        <source>The certificate is not trusted</source>
        <translation>El certificado no es de confianza</translation>
    </message>
    <message>
        <source>Look at the certificate. Name the file of its authority, or trust this one certificate.</source>
        <translation>Mire el certificado. Indique el archivo de su autoridad, o confíe solo en este certificado.</translation>
    </message>
    <message>
        <source>This is not the certificate that you trusted</source>
        <translation>Este no es el certificado en el que confió</translation>
    </message>
    <message>
        <source>Look at what changed. Ask whoever runs the server before you trust the new one: somebody may be listening in.</source>
        <translation>Mire qué ha cambiado. Pregunte a quien administra el servidor antes de confiar en el nuevo: alguien puede estar espiando.</translation>
    </message>
    <message>
        <source>What answers does not speak HTTP</source>
        <translation>Lo que responde no habla HTTP</translation>
    </message>
    <message>
        <source>Check the port, or write https:// if this server has TLS.</source>
        <translation>Revise el puerto, o escriba https:// si este servidor tiene TLS.</translation>
    </message>
    <message>
        <source>What answers is no Conversa server</source>
        <translation>Lo que responde no es un servidor Conversa</translation>
    </message>
    <message>
        <source>Check the port; another program may be using it.</source>
        <translation>Revise el puerto; puede que lo use otro programa.</translation>
    </message>
    <message>
        <source>The server takes no connections at the moment</source>
        <translation>El servidor no acepta conexiones en este momento</translation>
    </message>
    <message>
        <source>Wait a moment; if it lasts, look at the server&apos;s log.</source>
        <translation>Espere un momento; si continúa, mire el registro del servidor.</translation>
    </message>
    <message>
        <source>There is no access key, or it has signs that no key has</source>
        <translation>No hay clave de acceso, o tiene caracteres que ninguna clave tiene</translation>
    </message>
    <message>
        <source>Paste the whole key. On a development server it is dev-admin-key.</source>
        <translation>Pegue la clave entera. En un servidor de desarrollo es dev-admin-key.</translation>
    </message>
    <message>
        <source>The server does not accept this key</source>
        <translation>El servidor no acepta esta clave</translation>
    </message>
    <message>
        <source>Check it, or create a new one with: conversa-server key create.</source>
        <translation>Revísela o cree otra con: conversa-server key create.</translation>
    </message>
    <message>
        <source>The server does not allow this connection</source>
        <translation>El servidor no permite esta conexión</translation>
    </message>
    <message>
        <source>The address of this computer may be banned, or the key may not be used from here.</source>
        <translation>La dirección de este equipo puede estar bloqueada, o la clave no puede usarse desde aquí.</translation>
    </message>
    <message>
        <source>This key has no right to administer</source>
        <translation>Esta clave no da derecho a administrar</translation>
    </message>
    <message>
        <source>That is enough for the inbox and for chats. Everything else needs an administrator&apos;s key.</source>
        <translation>Basta para la bandeja de entrada y los chats. Todo lo demás necesita la clave de un administrador.</translation>
    </message>
    <message>
        <source>Answers take long</source>
        <translation>Las respuestas tardan</translation>
    </message>
    <message>
        <source>Figures will lag behind. Check the network between here and the server.</source>
        <translation>Las cifras irán con retraso. Compruebe la red entre aquí y el servidor.</translation>
    </message>
    <message>
        <source>The clocks do not agree</source>
        <translation>Los relojes no coinciden</translation>
    </message>
    <message>
        <source>Check the time on both computers; a time service keeps them right.</source>
        <translation>Compruebe la hora en ambos equipos; un servicio de hora los mantiene en punto.</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Nombre</translation>
    </message>
    <message>
        <source>Connection</source>
        <translation>Conexión</translation>
    </message>
    <message>
        <source>Encryption</source>
        <translation>Cifrado</translation>
    </message>
    <message>
        <source>WebSocket</source>
        <translation>WebSocket</translation>
    </message>
    <message>
        <source>Access key</source>
        <translation>Clave de acceso</translation>
    </message>
    <message>
        <source>Rights</source>
        <translation>Derechos</translation>
    </message>
    <message>
        <source>Round trip</source>
        <translation>Ida y vuelta</translation>
    </message>
    <message>
        <source>Clock</source>
        <translation>Reloj</translation>
    </message>
    <message>
        <source>The same time on both sides</source>
        <translation>La misma hora en ambos lados</translation>
    </message>
    <message numerus="yes">
        <source>The server is %n second(s) ahead</source>
        <translation>
            <numerusform>El servidor va %n segundo adelantado</numerusform>
            <numerusform>El servidor va %n segundos adelantado</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The server is %n second(s) behind</source>
        <translation>
            <numerusform>El servidor va %n segundo atrasado</numerusform>
            <numerusform>El servidor va %n segundos atrasado</numerusform>
        </translation>
    </message>
    <message>
        <source>the certificate has ended</source>
        <translation>el certificado ha caducado</translation>
    </message>
    <message numerus="yes">
        <source>the certificate is good for %n more day(s)</source>
        <translation>
            <numerusform>el certificado vale %n día más</numerusform>
            <numerusform>el certificado vale %n días más</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 ms</source>
        <translation>%1 ms</translation>
    </message>
    <message>
        <source>Trying …</source>
        <translation>Probando…</translation>
    </message>
    <message>
        <source>Not used</source>
        <translation>No se usa</translation>
    </message>
    <message>
        <source>Not tried</source>
        <translation>Sin probar</translation>
    </message>
    <message>
        <source>In order</source>
        <translation>En orden</translation>
    </message>
</context>
<context>
    <name>Display</name>
    <message>
        <source>conversa-console needs a graphical display to show its window, and this terminal has none: start it from a desktop session, or log in with ssh -X.</source>
        <translation>conversa-console necesita una pantalla gráfica para mostrar su ventana y este terminal no tiene ninguna: inícielo desde una sesión de escritorio o entre con ssh -X.</translation>
    </message>
</context>
<context>
    <name>FrameRing</name>
    <message>
        <source>← from server</source>
        <translation>← del servidor</translation>
    </message>
    <message>
        <source>→ from client</source>
        <translation>→ del cliente</translation>
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
        <translation>Dirección</translation>
    </message>
    <message>
        <source>Frame</source>
        <translation>Trama</translation>
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
        <translation>Petición</translation>
    </message>
    <message>
        <source>Content</source>
        <translation>Contenido</translation>
    </message>
    <message>
        <source>Frames are missing here.</source>
        <translation>Aquí faltan tramas.</translation>
    </message>
</context>
<context>
    <name>Problem</name>
    <message>
        <source>This is not the address of a server.</source>
        <translation>Esta no es la dirección de un servidor.</translation>
    </message>
    <message>
        <source>Write it like http://localhost:8080 or https://chat.example.org.</source>
        <translation>Escríbala como http://localhost:8080 o https://chat.example.org.</translation>
    </message>
    <message>
        <source>The access key is missing or has signs that no key has.</source>
        <translation>Falta la clave de acceso o tiene caracteres que ninguna clave tiene.</translation>
    </message>
    <message>
        <source>Paste the whole key. On a development server it is dev-admin-key.</source>
        <translation>Pegue la clave entera. En un servidor de desarrollo es dev-admin-key.</translation>
    </message>
    <message>
        <source>The server does not accept this key.</source>
        <translation>El servidor no acepta esta clave.</translation>
    </message>
    <message>
        <source>Check it, or create a new one with: conversa-server key create. On a development server it is dev-admin-key.</source>
        <translation>Revísela o cree otra con: conversa-server key create. En un servidor de desarrollo es dev-admin-key.</translation>
    </message>
    <message>
        <source>This key has no right to see the figures.</source>
        <translation>Esta clave no da derecho a ver las cifras.</translation>
    </message>
    <message>
        <source>Use the key of an administrator.</source>
        <translation>Use la clave de un administrador.</translation>
    </message>
    <message>
        <source>Nothing answers at this address.</source>
        <translation>Nada responde en esta dirección.</translation>
    </message>
    <message>
        <source>Check that the server is running and that the port is right.</source>
        <translation>Compruebe que el servidor esté en marcha y que el puerto sea correcto.</translation>
    </message>
    <message>
        <source>No computer of this name was found.</source>
        <translation>No se encontró ningún equipo con este nombre.</translation>
    </message>
    <message>
        <source>Check the spelling of the address and your network connection.</source>
        <translation>Revise la dirección y su conexión de red.</translation>
    </message>
    <message>
        <source>The server did not answer in time.</source>
        <translation>El servidor no respondió a tiempo.</translation>
    </message>
    <message>
        <source>It may be overloaded, or a firewall may be in the way.</source>
        <translation>Puede estar sobrecargado, o puede haber un cortafuegos en el camino.</translation>
    </message>
    <message>
        <source>The server asks us to slow down.</source>
        <translation>El servidor pide que vayamos más despacio.</translation>
    </message>
    <message>
        <source>Wait a moment, or close other consoles that use this key.</source>
        <translation>Espere un momento o cierre otras consolas que usen esta clave.</translation>
    </message>
    <message>
        <source>The server is starting, stopping or overloaded.</source>
        <translation>El servidor está arrancando, deteniéndose o sobrecargado.</translation>
    </message>
    <message>
        <source>Wait a moment; if it lasts, look at the server&apos;s log.</source>
        <translation>Espere un momento; si continúa, mire el registro del servidor.</translation>
    </message>
    <message>
        <source>Something answers at this address, but it is not a Conversa server.</source>
        <translation>Algo responde en esta dirección, pero no es un servidor Conversa.</translation>
    </message>
    <message>
        <source>Check the port; another program may be using it.</source>
        <translation>Revise el puerto; puede que lo use otro programa.</translation>
    </message>
    <message>
        <source>No secure connection could be made.</source>
        <translation>No se pudo establecer una conexión segura.</translation>
    </message>
    <message>
        <source>Check the server&apos;s certificate and this computer&apos;s clock.</source>
        <translation>Revise el certificado del servidor y el reloj de este equipo.</translation>
    </message>
    <message>
        <source>The connection to the server broke off.</source>
        <translation>La conexión con el servidor se cortó.</translation>
    </message>
    <message>
        <source>Check that the server is running and that your network works.</source>
        <translation>Compruebe que el servidor esté en marcha y que su red funcione.</translation>
    </message>
    <message>
        <source>The server did not do it.</source>
        <translation>El servidor no lo hizo.</translation>
    </message>
    <message>
        <source>Look at its reason, and try again.</source>
        <translation>Mire el motivo y vuelva a intentarlo.</translation>
    </message>
</context>
<context>
    <name>SaveFile</name>
    <message>
        <source>Save as</source>
        <translation>Guardar como</translation>
    </message>
    <message>
        <source>The file could not be written: %1</source>
        <translation>No se pudo escribir el archivo: %1</translation>
    </message>
</context>
<context>
    <name>Scenario</name>
    <message>
        <source>%1 expects no %2</source>
        <translation>%1 no espera %2</translation>
    </message>
    <message>
        <source>%1 expects %2</source>
        <translation>%1 espera %2</translation>
    </message>
    <message>
        <source>%1 sends &quot;%2&quot;</source>
        <translation>%1 envía &quot;%2&quot;</translation>
    </message>
    <message>
        <source>%1 joins</source>
        <translation>%1 entra</translation>
    </message>
    <message>
        <source>%1 leaves</source>
        <translation>%1 sale</translation>
    </message>
    <message>
        <source>%1 disconnects</source>
        <translation>%1 se desconecta</translation>
    </message>
    <message>
        <source>%1 types</source>
        <translation>%1 escribe</translation>
    </message>
    <message>
        <source>%1 stops typing</source>
        <translation>%1 deja de escribir</translation>
    </message>
    <message>
        <source>%1 marks all as delivered</source>
        <translation>%1 marca todo como entregado</translation>
    </message>
    <message>
        <source>%1 marks all as read</source>
        <translation>%1 marca todo como leído</translation>
    </message>
    <message>
        <source>wait %1 ms</source>
        <translation>esperar %1 ms</translation>
    </message>
    <message>
        <source>%1 closes the session</source>
        <translation>%1 cierra la sesión</translation>
    </message>
    <message>
        <source>%1 reopens the session</source>
        <translation>%1 reabre la sesión</translation>
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
        <translation>abierta</translation>
    </message>
    <message>
        <source>draining</source>
        <translation>drenando</translation>
    </message>
    <message>
        <source>closing</source>
        <translation>cerrando</translation>
    </message>
    <message>
        <source>closed</source>
        <translation>cerrada</translation>
    </message>
    <message>
        <source>administrator</source>
        <translation>administrador</translation>
    </message>
    <message>
        <source>agent</source>
        <translation>agente</translation>
    </message>
    <message>
        <source>contact</source>
        <translation>contacto</translation>
    </message>
    <message>
        <source>service</source>
        <translation>servicio</translation>
    </message>
    <message>
        <source>escaped</source>
        <translation>escapado</translation>
    </message>
    <message>
        <source>plain</source>
        <translation>sin formato</translation>
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
        <translation>le responde</translation>
    </message>
    <message>
        <source>up</source>
        <translation>en línea</translation>
    </message>
    <message>
        <source>silent</source>
        <translation>en silencio</translation>
    </message>
    <message>
        <source>degraded</source>
        <translation>degradado</translation>
    </message>
    <message>
        <source>off</source>
        <translation>desactivado</translation>
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
        <translation>rechazado</translation>
    </message>
    <message>
        <source>action</source>
        <translation>acción</translation>
    </message>
    <message>
        <source>origin not allowed</source>
        <translation>origen no permitido</translation>
    </message>
    <message>
        <source>bad key</source>
        <translation>clave no válida</translation>
    </message>
    <message>
        <source>limit reached</source>
        <translation>límite alcanzado</translation>
    </message>
    <message>
        <source>too large</source>
        <translation>demasiado grande</translation>
    </message>
    <message>
        <source>malformed</source>
        <translation>mal formado</translation>
    </message>
    <message>
        <source>slow handshake</source>
        <translation>negociación lenta</translation>
    </message>
    <message>
        <source>banned</source>
        <translation>bloqueado</translation>
    </message>
    <message>
        <source>debug</source>
        <translation>depuración</translation>
    </message>
    <message>
        <source>info</source>
        <translation>información</translation>
    </message>
    <message>
        <source>warning</source>
        <translation>aviso</translation>
    </message>
    <message>
        <source>error</source>
        <translation>error</translation>
    </message>
    <message>
        <source>from client</source>
        <translation>del cliente</translation>
    </message>
    <message>
        <source>to client</source>
        <translation>al cliente</translation>
    </message>
    <message>
        <source>types</source>
        <translation>escribe</translation>
    </message>
    <message>
        <source>here</source>
        <translation>aquí</translation>
    </message>
    <message>
        <source>away</source>
        <translation>ausente</translation>
    </message>
    <message>
        <source>sent</source>
        <translation>enviado</translation>
    </message>
    <message>
        <source>delivered</source>
        <translation>entregado</translation>
    </message>
    <message>
        <source>read</source>
        <translation>leído</translation>
    </message>
    <message>
        <source>good</source>
        <translation>válida</translation>
    </message>
    <message>
        <source>expires soon</source>
        <translation>caduca pronto</translation>
    </message>
    <message>
        <source>expired</source>
        <translation>caducada</translation>
    </message>
    <message>
        <source>revoked</source>
        <translation>revocada</translation>
    </message>
    <message>
        <source>user</source>
        <translation>usuario</translation>
    </message>
    <message>
        <source>address</source>
        <translation>dirección</translation>
    </message>
    <message>
        <source>member of a session</source>
        <translation>miembro de una sesión</translation>
    </message>
    <message>
        <source>read only</source>
        <translation>solo lectura</translation>
    </message>
</context>
<context>
    <name>conversa::console::AttentionList</name>
    <message>
        <source>Attention</source>
        <translation>Atención</translation>
    </message>
    <message>
        <source>All is well.</source>
        <translation>Todo va bien.</translation>
    </message>
</context>
<context>
    <name>conversa::console::AuditPage</name>
    <message>
        <source>Chain %1: row %2 says something else than was written.</source>
        <translation>Cadena %1: la fila %2 dice otra cosa de lo que se escribió.</translation>
    </message>
    <message>
        <source>Chain %1: rows %2 and %3 stand in each other&apos;s place.</source>
        <translation>Cadena %1: las filas %2 y %3 están intercambiadas.</translation>
    </message>
    <message>
        <source>Chain %1: rows %2 to %3 are gone.</source>
        <translation>Cadena %1: las filas %2 a %3 han desaparecido.</translation>
    </message>
    <message>
        <source>Chain %1: its end is gone, rows %2 to %3.</source>
        <translation>Cadena %1: falta su final, filas %2 a %3.</translation>
    </message>
    <message>
        <source>Chain %1: no record tells of rows %2 to %3.</source>
        <translation>Cadena %1: ningún registro habla de las filas %2 a %3.</translation>
    </message>
    <message>
        <source>Nothing has been recorded yet.</source>
        <translation>Todavía no se ha anotado nada.</translation>
    </message>
    <message>
        <source>Who connects, who is refused and what administrators do appears here as it happens.</source>
        <translation>Quién se conecta, quién es rechazado y qué hacen los administradores aparece aquí al momento.</translation>
    </message>
    <message>
        <source>Ver&amp;ify</source>
        <translation>&amp;Verificar</translation>
    </message>
    <message>
        <source>The server reads the whole log and says whether it is as it was written. This is recorded too.</source>
        <translation>El servidor lee todo el registro y dice si está como se escribió. Esto también queda anotado.</translation>
    </message>
    <message>
        <source>Only operators can have the whole log checked.</source>
        <translation>Solo los operadores pueden hacer comprobar todo el registro.</translation>
    </message>
    <message>
        <source>Filter, for example action:key_revoked age:&lt;1d</source>
        <translation>Filtro, por ejemplo action:key_revoked age:&lt;1d</translation>
    </message>
    <message>
        <source>The server reads the log …</source>
        <translation>El servidor está leyendo el registro…</translation>
    </message>
    <message>
        <source>The log was not checked: %1</source>
        <translation>El registro no se comprobó: %1</translation>
    </message>
    <message numerus="yes">
        <source>%n row(s)</source>
        <translation>
            <numerusform>%n fila</numerusform>
            <numerusform>%n filas</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>in %n chain(s)</source>
        <translation>
            <numerusform>en %n cadena</numerusform>
            <numerusform>en %n cadenas</numerusform>
        </translation>
    </message>
    <message>
        <source>The log is as it was written: %1.</source>
        <translation>El registro está como se escribió: %1.</translation>
    </message>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>y %n más</numerusform>
            <numerusform>y %n más</numerusform>
        </translation>
    </message>
    <message>
        <source>The log is not as it was written: %1 were read.</source>
        <translation>El registro no está como se escribió: se leyeron %1.</translation>
    </message>
    <message>
        <source>With a filter, nothing can be said of what is missing.</source>
        <translation>Con un filtro no se puede decir nada de lo que falta.</translation>
    </message>
    <message>
        <source>Whether anything is missing only an operator can see, who is shown every row.</source>
        <translation>Si falta algo solo puede verlo un operador, que ve todas las filas.</translation>
    </message>
    <message numerus="yes">
        <source>Nothing is missing between the first row and the last: the numbers of %n chain(s) follow each other.</source>
        <translation>
            <numerusform>No falta nada entre la primera fila y la última: los números de %n cadena se siguen.</numerusform>
            <numerusform>No falta nada entre la primera fila y la última: los números de %n cadenas se siguen.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n row(s) are missing, where the table says so.</source>
        <translation>
            <numerusform>Falta %n fila, donde la tabla lo dice.</numerusform>
            <numerusform>Faltan %n filas, donde la tabla lo dice.</numerusform>
        </translation>
    </message>
    <message>
        <source>Audit log</source>
        <translation>Auditoría</translation>
    </message>
</context>
<context>
    <name>conversa::console::Banner</name>
    <message numerus="yes">
        <source>Next try in %n second(s).</source>
        <translation>
            <numerusform>Próximo intento en %n segundo.</numerusform>
            <numerusform>Próximo intento en %n segundos.</numerusform>
        </translation>
    </message>
    <message>
        <source>Trying now …</source>
        <translation>Intentándolo ahora…</translation>
    </message>
    <message>
        <source>Try &amp;now</source>
        <translation>Probar &amp;ahora</translation>
    </message>
</context>
<context>
    <name>conversa::console::BubbleDelegate</name>
    <message>
        <source>Today</source>
        <translation>Hoy</translation>
    </message>
    <message>
        <source>Yesterday</source>
        <translation>Ayer</translation>
    </message>
    <message numerus="yes">
        <source>%n earlier message(s)</source>
        <translation>
            <numerusform>%n mensaje anterior</numerusform>
            <numerusform>%n mensajes anteriores</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n message(s) missing here</source>
        <translation>
            <numerusform>aquí falta %n mensaje</numerusform>
            <numerusform>aquí faltan %n mensajes</numerusform>
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
        <translation>Válido hasta</translation>
    </message>
    <message>
        <source>Key</source>
        <translation>Clave</translation>
    </message>
    <message>
        <source>Fingerprint (SHA-256)</source>
        <translation>Huella digital (SHA-256)</translation>
    </message>
    <message>
        <source>Public key (SHA-256)</source>
        <translation>Clave pública (SHA-256)</translation>
    </message>
    <message>
        <source>Serial number</source>
        <translation>Número de serie</translation>
    </message>
    <message>
        <source>Certificate of the server</source>
        <translation>Certificado del servidor</translation>
    </message>
    <message>
        <source>What is different from the one you trusted</source>
        <translation>Qué es distinto de aquel en el que confió</translation>
    </message>
    <message>
        <source>&amp;Copy as PEM</source>
        <translation>&amp;Copiar como PEM</translation>
    </message>
    <message>
        <source>&amp;Trust this certificate only</source>
        <translation>Confiar solo en &amp;este certificado</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Cerrar</translation>
    </message>
    <message>
        <source>Chain of certificates, the server&apos;s own first</source>
        <translation>Cadena de certificados, primero el del propio servidor</translation>
    </message>
    <message>
        <source>What the certificate says</source>
        <translation>Lo que dice el certificado</translation>
    </message>
    <message>
        <source>Trusted</source>
        <translation>De confianza</translation>
    </message>
    <message>
        <source>Now</source>
        <translation>Ahora</translation>
    </message>
    <message>
        <source>An authority that is trusted here has signed this certificate.</source>
        <translation>Una autoridad de confianza aquí ha firmado este certificado.</translation>
    </message>
    <message>
        <source>You trust this certificate, whoever signed it.</source>
        <translation>Usted confía en este certificado, lo haya firmado quien lo haya firmado.</translation>
    </message>
    <message>
        <source>The server shows another certificate than the one you trusted. Ask whoever runs it: somebody may be listening in.</source>
        <translation>El servidor muestra un certificado distinto de aquel en el que confió. Pregunte a quien lo administra: alguien puede estar espiando.</translation>
    </message>
    <message>
        <source>This certificate is not trusted. The reason: %1</source>
        <translation>Este certificado no es de confianza. El motivo: %1</translation>
    </message>
</context>
<context>
    <name>conversa::console::ChatPage</name>
    <message>
        <source>This session is not in the inbox.</source>
        <translation>Esta sesión no está en la bandeja de entrada.</translation>
    </message>
    <message>
        <source>Test contact</source>
        <translation>Contacto de prueba</translation>
    </message>
    <message>
        <source>Chat tester</source>
        <translation>Prueba de chat</translation>
    </message>
    <message>
        <source>This key cannot test chats</source>
        <translation>Esta clave no puede probar chats</translation>
    </message>
    <message>
        <source>It takes a key of the role agent or admin. An administrator can make one.</source>
        <translation>Hace falta una clave con el rol de agente o administrador. Un administrador puede crearla.</translation>
    </message>
    <message>
        <source>No chat to test yet</source>
        <translation>Todavía no hay ningún chat que probar</translation>
    </message>
    <message>
        <source>Begin a session with a contact of your own making. You can then be the agent and the contact in one window.</source>
        <translation>Empiece una sesión con un contacto inventado por usted. Así podrá ser el agente y el contacto en una sola ventana.</translation>
    </message>
    <message>
        <source>New chat</source>
        <translation>Nuevo chat</translation>
    </message>
    <message>
        <source>Choose a session</source>
        <translation>Elija una sesión</translation>
    </message>
    <message>
        <source>Contact</source>
        <translation>Contacto</translation>
    </message>
    <message>
        <source>%1 (closed)</source>
        <translation>%1 (cerrada)</translation>
    </message>
    <message>
        <source>Session</source>
        <translation>Sesión</translation>
    </message>
    <message>
        <source>Latency</source>
        <translation>Latencia</translation>
    </message>
    <message>
        <source>Scenario</source>
        <translation>Escenario</translation>
    </message>
</context>
<context>
    <name>conversa::console::ChatPane</name>
    <message>
        <source>%1 is typing…</source>
        <translation>%1 está escribiendo…</translation>
    </message>
    <message>
        <source>%1 is answering this session too.</source>
        <translation>%1 también está respondiendo a esta sesión.</translation>
    </message>
    <message>
        <source>%1 is looking at this session too.</source>
        <translation>%1 también está viendo esta sesión.</translation>
    </message>
    <message>
        <source>The session is closed.</source>
        <translation>La sesión está cerrada.</translation>
    </message>
    <message>
        <source>Write a message. / offers kept texts.</source>
        <translation>Escriba un mensaje. / ofrece textos guardados.</translation>
    </message>
    <message>
        <source>Reply to: %1</source>
        <translation>Respuesta a: %1</translation>
    </message>
    <message>
        <source>Keep this text</source>
        <translation>Guardar este texto</translation>
    </message>
    <message>
        <source>Short name, typed after &quot;/&quot;:</source>
        <translation>Nombre corto, que se escribe tras &quot;/&quot;:</translation>
    </message>
    <message>
        <source>Conversation</source>
        <translation>Conversación</translation>
    </message>
    <message>
        <source>Message</source>
        <translation>Mensaje</translation>
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
        <translation>Guardar este texto con un nombre corto</translation>
    </message>
    <message>
        <source>Do not reply to it</source>
        <translation>No responder a él</translation>
    </message>
</context>
<context>
    <name>conversa::console::ChatState</name>
    <message>
        <source>Me</source>
        <translation>Yo</translation>
    </message>
</context>
<context>
    <name>conversa::console::ClosedConnections</name>
    <message>
        <source>No connection has ended yet.</source>
        <translation>Todavía no ha terminado ninguna conexión.</translation>
    </message>
    <message>
        <source>The last 2,000 of each server stand here, with their close codes.</source>
        <translation>Aquí están las últimas 2.000 de cada servidor, con sus códigos de cierre.</translation>
    </message>
    <message>
        <source>Recently closed</source>
        <translation>Cerradas hace poco</translation>
    </message>
</context>
<context>
    <name>conversa::console::CommandPalette</name>
    <message>
        <source>Do anything</source>
        <translation>Hacer cualquier cosa</translation>
    </message>
    <message>
        <source>What do you want to do? A command, a page, or an id</source>
        <translation>¿Qué quiere hacer? Una orden, una página o un id</translation>
    </message>
    <message>
        <source>Command</source>
        <translation>Orden</translation>
    </message>
    <message>
        <source>Commands</source>
        <translation>Órdenes</translation>
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
        <translation>&amp;Escriba %1 para seguir:</translation>
    </message>
</context>
<context>
    <name>conversa::console::ConnectPage</name>
    <message>
        <source>%1 (copy)</source>
        <translation>%1 (copia)</translation>
    </message>
    <message>
        <source>“%1” was deleted.</source>
        <translation>“%1” se eliminó.</translation>
    </message>
    <message>
        <source>Import profiles</source>
        <translation>Importar perfiles</translation>
    </message>
    <message>
        <source>Profiles (*.json)</source>
        <translation>Perfiles (*.json)</translation>
    </message>
    <message numerus="yes">
        <source>%n new profile(s).</source>
        <translation>
            <numerusform>%n perfil nuevo.</numerusform>
            <numerusform>%n perfiles nuevos.</numerusform>
        </translation>
    </message>
    <message>
        <source>This file holds no profiles.</source>
        <translation>Este archivo no contiene perfiles.</translation>
    </message>
    <message>
        <source>Export profiles</source>
        <translation>Exportar perfiles</translation>
    </message>
    <message>
        <source>The profiles were written, without their keys.</source>
        <translation>Los perfiles se escribieron, sin sus claves.</translation>
    </message>
    <message>
        <source>The file could not be written.</source>
        <translation>No se pudo escribir el archivo.</translation>
    </message>
    <message>
        <source>&amp;Connect</source>
        <translation>&amp;Conectar</translation>
    </message>
    <message>
        <source>&amp;Test</source>
        <translation>&amp;Probar</translation>
    </message>
    <message>
        <source>Ce&amp;rtificate …</source>
        <translation>Ce&amp;rtificado…</translation>
    </message>
    <message>
        <source>&amp;Save</source>
        <translation>&amp;Guardar</translation>
    </message>
    <message>
        <source>The way to the server</source>
        <translation>El camino al servidor</translation>
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
        <translation>Detalles de la conexión</translation>
    </message>
    <message>
        <source>Choose one connection to see all of it.</source>
        <translation>Elija una conexión para verla entera.</translation>
    </message>
    <message>
        <source>Joined sessions</source>
        <translation>Sesiones en las que está</translation>
    </message>
    <message>
        <source>…</source>
        <translation>…</translation>
    </message>
    <message>
        <source>none</source>
        <translation>ninguna</translation>
    </message>
</context>
<context>
    <name>conversa::console::ConnectionsPage</name>
    <message>
        <source>Connections</source>
        <translation>Conexiones</translation>
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
        <translation>enviado</translation>
    </message>
    <message>
        <source>delivered</source>
        <translation>entregado</translation>
    </message>
    <message>
        <source>read</source>
        <translation>leído</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>falló</translation>
    </message>
    <message>
        <source>Service</source>
        <translation>Servicio</translation>
    </message>
    <message>
        <source>an earlier message</source>
        <translation>un mensaje anterior</translation>
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
        <translation>&amp;Enviar de nuevo</translation>
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
        <translation>&amp;Código de cierre</translation>
    </message>
    <message>
        <source>&amp;Reason, which the client sees</source>
        <translation>&amp;Motivo, que ve el cliente</translation>
    </message>
    <message>
        <source>Asking the server how many connections that are …</source>
        <translation>Preguntando al servidor cuántas conexiones son…</translation>
    </message>
    <message numerus="yes">
        <source>%n connection(s) will be closed. They may come back at once, unless you ban them.</source>
        <translation>
            <numerusform>Se cerrará %n conexión. Puede volver enseguida, salvo que la bloquee.</numerusform>
            <numerusform>Se cerrarán %n conexiones. Pueden volver enseguida, salvo que las bloquee.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Disconnect %n connection(s)</source>
        <translation>
            <numerusform>Desconectar %n conexión</numerusform>
            <numerusform>Desconectar %n conexiones</numerusform>
        </translation>
    </message>
    <message>
        <source>&amp;Type %1 to confirm</source>
        <translation>&amp;Escriba %1 para confirmar</translation>
    </message>
</context>
<context>
    <name>conversa::console::ExportDialog</name>
    <message>
        <source>Export rows</source>
        <translation>Exportar filas</translation>
    </message>
    <message>
        <source>Comma-separated values (*.csv)</source>
        <translation>Valores separados por comas (*.csv)</translation>
    </message>
    <message>
        <source>JSON (*.json)</source>
        <translation>JSON (*.json)</translation>
    </message>
    <message>
        <source>JSON, a row a line (*.jsonl)</source>
        <translation>JSON, una línea por fila (*.jsonl)</translation>
    </message>
    <message>
        <source>The file could not be written: %1</source>
        <translation>No se pudo escribir el archivo: %1</translation>
    </message>
    <message>
        <source>Asking for the first rows…</source>
        <translation>Pidiendo las primeras filas…</translation>
    </message>
    <message>
        <source>Not exported: it was stopped.</source>
        <translation>No se exportó: se detuvo.</translation>
    </message>
    <message>
        <source>Not exported: %1</source>
        <translation>No se exportó: %1</translation>
    </message>
    <message>
        <source>Those of %1 are missing: it does not answer.</source>
        <translation>Faltan las de %1: no responde.</translation>
    </message>
    <message numerus="yes">
        <source>%n row(s) written</source>
        <translation>
            <numerusform>%n fila escrita</numerusform>
            <numerusform>%n filas escritas</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n row(s) are in %1.</source>
        <translation>
            <numerusform>%n fila está en %1.</numerusform>
            <numerusform>%n filas están en %1.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>conversa::console::FileField</name>
    <message>
        <source>Certificates and keys (*.pem *.crt *.cer *.key);;All files (*)</source>
        <translation>Certificados y claves (*.pem *.crt *.cer *.key);;Todos los archivos (*)</translation>
    </message>
    <message>
        <source>Browse …</source>
        <translation>Examinar…</translation>
    </message>
    <message>
        <source>Choose a file</source>
        <translation>Elija un archivo</translation>
    </message>
</context>
<context>
    <name>conversa::console::FilterField</name>
    <message>
        <source>At character %1: %2</source>
        <translation>En el carácter %1: %2</translation>
    </message>
    <message>
        <source>Filter, for example role:agent age:&gt;1h</source>
        <translation>Filtro, por ejemplo role:agent age:&gt;1h</translation>
    </message>
    <message>
        <source>Filter</source>
        <translation>Filtro</translation>
    </message>
    <message>
        <source>field:value, ranges 10..20, comparisons age:&gt;1h, networks ip:10.0.0.0/8, - to turn round, free text</source>
        <translation>campo:valor, rangos 10..20, comparaciones age:&gt;1h, redes ip:10.0.0.0/8, - para invertir, texto libre</translation>
    </message>
</context>
<context>
    <name>conversa::console::FrameDetails</name>
    <message>
        <source>Shown cut: the first %1 of %2.</source>
        <translation>Se muestra cortado: los primeros %1 de %2.</translation>
    </message>
    <message>
        <source>The server left out the last %1: a tap shows up to 4,096 bytes of a frame.</source>
        <translation>El servidor omitió los últimos %1: una captura muestra hasta 4.096 bytes de una trama.</translation>
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
        <translation>Diferencia</translation>
    </message>
    <message>
        <source>Frame as text</source>
        <translation>Trama como texto</translation>
    </message>
    <message>
        <source>Frame as bytes</source>
        <translation>Trama como bytes</translation>
    </message>
    <message>
        <source>Difference of two frames</source>
        <translation>Diferencia entre dos tramas</translation>
    </message>
    <message>
        <source>Choose a frame, or two to compare them.</source>
        <translation>Elija una trama, o dos para compararlas.</translation>
    </message>
    <message>
        <source>Open w&amp;hole</source>
        <translation>Abrir en&amp;tera</translation>
    </message>
    <message>
        <source>Save &amp;whole…</source>
        <translation>&amp;Guardar entera…</translation>
    </message>
    <message>
        <source>&amp;Follow request</source>
        <translation>S&amp;eguir petición</translation>
    </message>
</context>
<context>
    <name>conversa::console::FramePage</name>
    <message>
        <source>Frames</source>
        <translation>Tramas</translation>
    </message>
    <message numerus="yes">
        <source>%n frame(s)</source>
        <translation>
            <numerusform>%n trama</numerusform>
            <numerusform>%n tramas</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n older dropped</source>
        <translation>
            <numerusform>%n más antigua descartada</numerusform>
            <numerusform>%n más antiguas descartadas</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 shown</source>
        <translation>%1 a la vista</translation>
    </message>
    <message numerus="yes">
        <source>%n lost at the server</source>
        <translation>
            <numerusform>%n perdida en el servidor</numerusform>
            <numerusform>%n perdidas en el servidor</numerusform>
        </translation>
    </message>
    <message>
        <source>Frames are for administrators</source>
        <translation>Las tramas son para administradores</translation>
    </message>
    <message>
        <source>It takes a key of the role admin to see what goes over connections.</source>
        <translation>Hace falta una clave con el rol de administrador para ver lo que pasa por las conexiones.</translation>
    </message>
    <message>
        <source>Waiting for the first frame</source>
        <translation>Esperando la primera trama</translation>
    </message>
    <message>
        <source>No frames yet</source>
        <translation>Todavía no hay tramas</translation>
    </message>
    <message>
        <source>Tap somebody above, or open an own connection.</source>
        <translation>Capture a alguien arriba, o abra una conexión propia.</translation>
    </message>
    <message numerus="yes">
        <source>0 of %n frame(s) match</source>
        <translation>
            <numerusform>0 de %n trama coincide</numerusform>
            <numerusform>0 de %n tramas coinciden</numerusform>
        </translation>
    </message>
    <message>
        <source>The filter hides the others.</source>
        <translation>El filtro oculta las demás.</translation>
    </message>
    <message>
        <source>Clear filter</source>
        <translation>Quitar filtro</translation>
    </message>
    <message>
        <source>&amp;Clear</source>
        <translation>&amp;Vaciar</translation>
    </message>
    <message>
        <source>Filter, for example opcode:text payload:error size:&gt;1k</source>
        <translation>Filtro, por ejemplo opcode:text payload:error size:&gt;1k</translation>
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
        <translation>Todavía sin mensajes</translation>
    </message>
</context>
<context>
    <name>conversa::console::InboxList</name>
    <message>
        <source>Name or last message</source>
        <translation>Nombre o último mensaje</translation>
    </message>
    <message>
        <source>Filter of sessions</source>
        <translation>Filtro de sesiones</translation>
    </message>
    <message>
        <source>Sessions</source>
        <translation>Sesiones</translation>
    </message>
    <message>
        <source>Which sessions</source>
        <translation>Qué sesiones</translation>
    </message>
    <message>
        <source>All</source>
        <translation>Todas</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>En espera</translation>
    </message>
    <message>
        <source>Unread</source>
        <translation>No leídas</translation>
    </message>
    <message>
        <source>Mine</source>
        <translation>Mías</translation>
    </message>
</context>
<context>
    <name>conversa::console::InboxModel</name>
    <message>
        <source>Contact</source>
        <translation>Contacto</translation>
    </message>
    <message numerus="yes">
        <source>%n unread</source>
        <translation>
            <numerusform>%n sin leer</numerusform>
            <numerusform>%n sin leer</numerusform>
        </translation>
    </message>
    <message>
        <source>waiting for %1</source>
        <translation>esperando desde hace %1</translation>
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
            <numerusform>%n día</numerusform>
            <numerusform>%n días</numerusform>
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
        <translation>Bandeja de entrada</translation>
    </message>
    <message>
        <source>This key has no inbox</source>
        <translation>Esta clave no tiene bandeja de entrada</translation>
    </message>
    <message>
        <source>It takes a key of the role agent or admin. An administrator can make one.</source>
        <translation>Hace falta una clave con el rol de agente o administrador. Un administrador puede crearla.</translation>
    </message>
    <message>
        <source>No open sessions</source>
        <translation>Ninguna sesión abierta</translation>
    </message>
    <message>
        <source>A session appears here with its contact&apos;s first message. To try it out, begin one yourself.</source>
        <translation>Una sesión aparece aquí con el primer mensaje de su contacto. Para probarlo, empiece una usted mismo.</translation>
    </message>
    <message>
        <source>New chat…</source>
        <translation>Nuevo chat…</translation>
    </message>
    <message numerus="yes">
        <source>0 of %n session(s) match</source>
        <translation>
            <numerusform>0 de %n sesión coincide</numerusform>
            <numerusform>0 de %n sesiones coinciden</numerusform>
        </translation>
    </message>
    <message>
        <source>The filter hides the others.</source>
        <translation>El filtro oculta las demás.</translation>
    </message>
    <message>
        <source>Clear filter</source>
        <translation>Quitar filtro</translation>
    </message>
    <message numerus="yes">
        <source>%n unread message(s)</source>
        <translation>
            <numerusform>%n mensaje sin leer</numerusform>
            <numerusform>%n mensajes sin leer</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n waiting</source>
        <translation>
            <numerusform>%n en espera</numerusform>
            <numerusform>%n en espera</numerusform>
        </translation>
    </message>
    <message>
        <source>New chat</source>
        <translation>Nuevo chat</translation>
    </message>
    <message>
        <source>Name of the contact:</source>
        <translation>Nombre del contacto:</translation>
    </message>
    <message>
        <source>Test contact</source>
        <translation>Contacto de prueba</translation>
    </message>
    <message>
        <source>&amp;New chat…</source>
        <translation>&amp;Nuevo chat…</translation>
    </message>
</context>
<context>
    <name>conversa::console::KeyDialog</name>
    <message>
        <source>New API key</source>
        <translation>Nueva clave de API</translation>
    </message>
    <message>
        <source>agent: writes in every session of the tenant</source>
        <translation>agente: escribe en todas las sesiones del inquilino</translation>
    </message>
    <message>
        <source>contact: one contact in its own session</source>
        <translation>contacto: un contacto en su propia sesión</translation>
    </message>
    <message>
        <source>service: a program that brings messages in</source>
        <translation>servicio: un programa que trae mensajes</translation>
    </message>
    <message>
        <source>administrator: sees and steers the tenant</source>
        <translation>administrador: ve y dirige el inquilino</translation>
    </message>
    <message numerus="yes">
        <source>in %n day(s)</source>
        <translation>
            <numerusform>en %n día</numerusform>
            <numerusform>en %n días</numerusform>
        </translation>
    </message>
    <message>
        <source>never</source>
        <translation>nunca</translation>
    </message>
    <message>
        <source>&amp;Name</source>
        <translation>&amp;Nombre</translation>
    </message>
    <message>
        <source>&amp;Role</source>
        <translation>&amp;Rol</translation>
    </message>
    <message>
        <source>&amp;Tenant</source>
        <translation>&amp;Inquilino</translation>
    </message>
    <message>
        <source>&amp;User name</source>
        <translation>Nombre de &amp;usuario</translation>
    </message>
    <message>
        <source>&amp;Contact</source>
        <translation>&amp;Contacto</translation>
    </message>
    <message>
        <source>Only in &amp;sessions</source>
        <translation>Solo en las &amp;sesiones</translation>
    </message>
    <message>
        <source>&amp;Expires</source>
        <translation>Ca&amp;duca</translation>
    </message>
    <message>
        <source>what it is for: Maria&apos;s desk</source>
        <translation>para qué sirve: mesa de María</translation>
    </message>
    <message>
        <source>your own; * makes an operator&apos;s key</source>
        <translation>el suyo; * crea una clave de operador</translation>
    </message>
    <message>
        <source>as others see it; by default the name</source>
        <translation>como lo ven los demás; por defecto el nombre</translation>
    </message>
    <message>
        <source>the contact&apos;s id</source>
        <translation>el id del contacto</translation>
    </message>
    <message>
        <source>all; or their ids, a blank between</source>
        <translation>todas; o sus ids, separados por un espacio</translation>
    </message>
    <message>
        <source>&amp;Make key</source>
        <translation>Cr&amp;ear clave</translation>
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
        <translation>pegue la clave</translation>
    </message>
    <message>
        <source>Keep the key in this desktop&apos;s key&amp;chain</source>
        <translation>Guardar la clave en el &amp;llavero de este escritorio</translation>
    </message>
    <message>
        <source>The keychain stayed locked. The key can be kept in memory instead: it is gone when the console ends.</source>
        <translation>El llavero siguió bloqueado. La clave puede quedarse en la memoria: desaparece cuando la consola termina.</translation>
    </message>
    <message>
        <source>No keychain answers on this desktop. The key can be kept in memory instead: it is gone when the console ends.</source>
        <translation>Ningún llavero responde en este escritorio. La clave puede quedarse en la memoria: desaparece cuando la consola termina.</translation>
    </message>
    <message>
        <source>Keep in &amp;memory only</source>
        <translation>Guardar solo en la &amp;memoria</translation>
    </message>
</context>
<context>
    <name>conversa::console::KeysPage</name>
    <message>
        <source>There are no API keys yet.</source>
        <translation>Todavía no hay claves de API.</translation>
    </message>
    <message>
        <source>Agents, programs and websites each come in with a key of their own, so that one can be taken away without the others.</source>
        <translation>Agentes, programas y sitios web entran cada uno con su propia clave, para poder retirar una sin las demás.</translation>
    </message>
    <message>
        <source>&amp;New key …</source>
        <translation>&amp;Nueva clave…</translation>
    </message>
    <message>
        <source>&amp;Replace …</source>
        <translation>&amp;Sustituir…</translation>
    </message>
    <message>
        <source>Makes a new key for the same user; the old one is good for a while yet.</source>
        <translation>Crea una clave nueva para el mismo usuario; la antigua vale todavía un tiempo.</translation>
    </message>
    <message>
        <source>Re&amp;voke …</source>
        <translation>Re&amp;vocar…</translation>
    </message>
    <message>
        <source>not any longer</source>
        <translation>ni un momento más</translation>
    </message>
    <message>
        <source>for one hour</source>
        <translation>durante una hora</translation>
    </message>
    <message>
        <source>for one day</source>
        <translation>durante un día</translation>
    </message>
    <message>
        <source>for a week</source>
        <translation>durante una semana</translation>
    </message>
    <message>
        <source>Replace the key</source>
        <translation>Sustituir la clave</translation>
    </message>
    <message>
        <source>A new key for the same user takes its place. The &amp;old one is good:</source>
        <translation>Una clave nueva para el mismo usuario ocupa su lugar. La &amp;antigua vale:</translation>
    </message>
    <message>
        <source>&amp;Replace</source>
        <translation>&amp;Sustituir</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Cancelar</translation>
    </message>
    <message numerus="yes">
        <source>The key &quot;%1&quot; of the tenant %2 opens no door any more, for ever, and %n connection(s) that came in with it end.</source>
        <translation>
            <numerusform>La clave &quot;%1&quot; del inquilino %2 no abre ya ninguna puerta, para siempre, y %n conexión que entró con ella termina.</numerusform>
            <numerusform>La clave &quot;%1&quot; del inquilino %2 no abre ya ninguna puerta, para siempre, y %n conexiones que entraron con ella terminan.</numerusform>
        </translation>
    </message>
    <message>
        <source>The key &quot;%1&quot; of the tenant %2 opens no door any more, for ever. No connection came in with it.</source>
        <translation>La clave &quot;%1&quot; del inquilino %2 no abre ya ninguna puerta, para siempre. Ninguna conexión entró con ella.</translation>
    </message>
    <message numerus="yes">
        <source>&amp;Revoke and disconnect %n connection(s)</source>
        <translation>
            <numerusform>&amp;Revocar y desconectar %n conexión</numerusform>
            <numerusform>&amp;Revocar y desconectar %n conexiones</numerusform>
        </translation>
    </message>
    <message>
        <source>&amp;Revoke</source>
        <translation>&amp;Revocar</translation>
    </message>
    <message>
        <source>Revoke the key</source>
        <translation>Revocar la clave</translation>
    </message>
    <message>
        <source>The key &quot;%1&quot; is revoked.</source>
        <translation>La clave &quot;%1&quot; está revocada.</translation>
    </message>
    <message>
        <source>API keys</source>
        <translation>Claves de API</translation>
    </message>
</context>
<context>
    <name>conversa::console::LadderView</name>
    <message>
        <source>running</source>
        <translation>en curso</translation>
    </message>
    <message>
        <source>good</source>
        <translation>bien</translation>
    </message>
    <message>
        <source>warning</source>
        <translation>aviso</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>falló</translation>
    </message>
    <message>
        <source>not tried</source>
        <translation>sin probar</translation>
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
        <translation>Todavía sin muestras</translation>
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
        <translation>Ida y vuelta</translation>
    </message>
    <message>
        <source>Sent until stored</source>
        <translation>Del envío al guardado</translation>
    </message>
    <message>
        <source>Sent until received</source>
        <translation>Del envío a la recepción</translation>
    </message>
    <message>
        <source>What the bars show</source>
        <translation>Qué muestran las barras</translation>
    </message>
    <message>
        <source>How many took how long</source>
        <translation>Cuántos tardaron cuánto</translation>
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
        <translation>muestras</translation>
    </message>
    <message>
        <source>Cl&amp;ear</source>
        <translation>&amp;Vaciar</translation>
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
        <translation>Nivel de registro de todos los servidores</translation>
    </message>
    <message>
        <source>Log level of %1</source>
        <translation>Nivel de registro de %1</translation>
    </message>
    <message>
        <source>debug: everything</source>
        <translation>depuración: todo</translation>
    </message>
    <message>
        <source>info: what happens</source>
        <translation>información: lo que pasa</translation>
    </message>
    <message>
        <source>warning: what may be wrong</source>
        <translation>aviso: lo que puede estar mal</translation>
    </message>
    <message>
        <source>error: what is wrong</source>
        <translation>error: lo que está mal</translation>
    </message>
    <message>
        <source>&amp;Lines</source>
        <translation>&amp;Líneas</translation>
    </message>
    <message>
        <source>&amp;For</source>
        <translation>&amp;Durante</translation>
    </message>
    <message>
        <source>&amp;Set</source>
        <translation>&amp;Fijar</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Cancelar</translation>
    </message>
    <message>
        <source>%1 for %2</source>
        <translation>%1 durante %2</translation>
    </message>
</context>
<context>
    <name>conversa::console::LineFaults</name>
    <message>
        <source>&amp;Delay</source>
        <translation>&amp;Retardo</translation>
    </message>
    <message>
        <source>&amp;Jitter</source>
        <translation>&amp;Variación</translation>
    </message>
    <message>
        <source>&amp;Loss</source>
        <translation>&amp;Pérdida</translation>
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
        <translation>No hay nadie conectado.</translation>
    </message>
    <message>
        <source>Whoever opens a WebSocket at this server appears here at once: a chat page, a program, or the chat tester of this console.</source>
        <translation>Quien abre un WebSocket en este servidor aparece aquí al instante: una página de chat, un programa o la prueba de chat de esta consola.</translation>
    </message>
    <message>
        <source>&amp;Tap frames</source>
        <translation>&amp;Capturar tramas</translation>
    </message>
    <message>
        <source>&amp;Ban user for an hour</source>
        <translation>&amp;Bloquear usuario una hora</translation>
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
        <translation>Desconectar &amp;todas las filtradas…</translation>
    </message>
    <message numerus="yes">
        <source>%n connection(s) closed.</source>
        <translation>
            <numerusform>%n conexión cerrada.</numerusform>
            <numerusform>%n conexiones cerradas.</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 is banned for an hour.</source>
        <translation>%1 queda bloqueado una hora.</translation>
    </message>
    <message>
        <source>The ban is taken back.</source>
        <translation>El bloqueo se ha deshecho.</translation>
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
        <translation>El servidor no ha anotado nada desde que mira.</translation>
    </message>
    <message>
        <source>Lines appear here as they are written. A lower level shows more of them.</source>
        <translation>Las líneas aparecen aquí según se escriben. Un nivel más bajo muestra más.</translation>
    </message>
    <message>
        <source>&amp;Follow</source>
        <translation>&amp;Seguir</translation>
    </message>
    <message>
        <source>Keeps the newest line in sight.</source>
        <translation>Mantiene a la vista la línea más nueva.</translation>
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
        <translation>&amp;Vaciar</translation>
    </message>
    <message>
        <source>Log &amp;level …</source>
        <translation>&amp;Nivel de registro…</translation>
    </message>
    <message>
        <source>Filter, for example level:error category:net</source>
        <translation>Filtro, por ejemplo level:error category:net</translation>
    </message>
    <message>
        <source>Log level: %1</source>
        <translation>Nivel de registro: %1</translation>
    </message>
    <message>
        <source>of the server %1</source>
        <translation>del servidor %1</translation>
    </message>
    <message>
        <source>%1 lines a second</source>
        <translation>%1 líneas por segundo</translation>
    </message>
    <message>
        <source>%1 kept</source>
        <translation>%1 guardadas</translation>
    </message>
    <message>
        <source>%1 older dropped</source>
        <translation>%1 más antiguas descartadas</translation>
    </message>
    <message>
        <source>%1 never came, the server was too fast</source>
        <translation>%1 nunca llegaron, el servidor fue demasiado rápido</translation>
    </message>
    <message>
        <source>paused: what comes now waits</source>
        <translation>en pausa: lo que llega ahora espera</translation>
    </message>
    <message>
        <source>Logs</source>
        <translation>Registros</translation>
    </message>
</context>
<context>
    <name>conversa::console::MainWindow</name>
    <message>
        <source>&amp;Sort and columns …</source>
        <translation>Or&amp;denar y columnas …</translation>
    </message>
    <message>
        <source>&amp;Connect to …</source>
        <translation>&amp;Conectar con…</translation>
    </message>
    <message>
        <source>&amp;Reconnect now</source>
        <translation>&amp;Reconectar ahora</translation>
    </message>
    <message>
        <source>&amp;Disconnect</source>
        <translation>&amp;Desconectar</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>&amp;Salir</translation>
    </message>
    <message>
        <source>&amp;Do anything …</source>
        <translation>&amp;Hacer cualquier cosa…</translation>
    </message>
    <message>
        <source>&amp;Filter</source>
        <translation>&amp;Filtro</translation>
    </message>
    <message>
        <source>Cl&amp;ear filter</source>
        <translation>&amp;Quitar filtro</translation>
    </message>
    <message>
        <source>&amp;Refresh</source>
        <translation>&amp;Actualizar</translation>
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
        <translation>&amp;Navegación estrecha</translation>
    </message>
    <message>
        <source>&amp;Keyboard shortcuts</source>
        <translation>&amp;Atajos de teclado</translation>
    </message>
    <message>
        <source>&amp;About Qt</source>
        <translation>Acerca de &amp;Qt</translation>
    </message>
    <message>
        <source>As the &amp;system</source>
        <translation>Como el &amp;sistema</translation>
    </message>
    <message>
        <source>As the &amp;desktop</source>
        <translation>Como el escri&amp;torio</translation>
    </message>
    <message>
        <source>&amp;Light</source>
        <translation>&amp;Claro</translation>
    </message>
    <message>
        <source>D&amp;ark</source>
        <translation>&amp;Oscuro</translation>
    </message>
    <message>
        <source>&amp;High contrast</source>
        <translation>&amp;Alto contraste</translation>
    </message>
    <message>
        <source>Conversa console</source>
        <translation>Consola de Conversa</translation>
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
        <translation>&amp;Ver</translation>
    </message>
    <message>
        <source>Lan&amp;guage</source>
        <translation>&amp;Idioma</translation>
    </message>
    <message>
        <source>&amp;Look</source>
        <translation>Aspec&amp;to</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>A&amp;yuda</translation>
    </message>
    <message>
        <source>Find the connection %1</source>
        <translation>Buscar la conexión %1</translation>
    </message>
    <message>
        <source>Find the connections of the user %1</source>
        <translation>Buscar las conexiones del usuario %1</translation>
    </message>
    <message>
        <source>Find the connections of the key %1</source>
        <translation>Buscar las conexiones de la clave %1</translation>
    </message>
    <message>
        <source>Find the session %1</source>
        <translation>Buscar la sesión %1</translation>
    </message>
    <message>
        <source>Open the session %1 in the chat tester</source>
        <translation>Abrir la sesión %1 en la prueba de chat</translation>
    </message>
    <message>
        <source>Keyboard shortcuts</source>
        <translation>Atajos de teclado</translation>
    </message>
    <message>
        <source>%1 · server %2 · version %3</source>
        <translation>%1 · servidor %2 · versión %3</translation>
    </message>
    <message>
        <source>Not encrypted: others can read along</source>
        <translation>Sin cifrar: otros pueden leerlo</translation>
    </message>
    <message>
        <source>“%1” is open in another window already.</source>
        <translation>“%1” ya está abierto en otra ventana.</translation>
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
        <translation>Un cliente ha escrito</translation>
    </message>
    <message>
        <source>The connection to the server was lost</source>
        <translation>Se perdió la conexión con el servidor</translation>
    </message>
    <message>
        <source>A server has fallen silent</source>
        <translation>Un servidor dejó de responder</translation>
    </message>
    <message numerus="yes">
        <source>%n security event(s)</source>
        <translation>
            <numerusform>%n evento de seguridad</numerusform>
            <numerusform>%n eventos de seguridad</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>conversa::console::NodesPage</name>
    <message>
        <source>%1 does not answer.</source>
        <translation>%1 no responde.</translation>
    </message>
    <message>
        <source>%1 keeps what it had: %2</source>
        <translation>%1 mantiene lo que tenía: %2</translation>
    </message>
    <message>
        <source>changed: %1</source>
        <translation>cambió: %1</translation>
    </message>
    <message>
        <source>waits for a restart: %1</source>
        <translation>espera un reinicio: %1</translation>
    </message>
    <message>
        <source>nothing has changed</source>
        <translation>nada ha cambiado</translation>
    </message>
    <message numerus="yes">
        <source>%1 on %n server(s)</source>
        <translation>
            <numerusform>%1 en %n servidor</numerusform>
            <numerusform>%1 en %n servidores</numerusform>
        </translation>
    </message>
    <message>
        <source>The servers are not of one version: %1</source>
        <translation>Los servidores no son de una misma versión: %1</translation>
    </message>
    <message numerus="yes">
        <source>%n server(s) have fallen silent: %1</source>
        <translation>
            <numerusform>%n servidor dejó de responder: %1</numerusform>
            <numerusform>%n servidores dejaron de responder: %1</numerusform>
        </translation>
    </message>
    <message>
        <source>No server says that it is there.</source>
        <translation>Ningún servidor dice que está ahí.</translation>
    </message>
    <message>
        <source>Each server at the database tells of itself every few seconds.</source>
        <translation>Cada servidor en la base de datos da noticia de sí cada pocos segundos.</translation>
    </message>
    <message>
        <source>&amp;Drain …</source>
        <translation>&amp;Drenar…</translation>
    </message>
    <message>
        <source>Re&amp;load configuration</source>
        <translation>&amp;Recargar configuración</translation>
    </message>
    <message>
        <source>Of the selected server, or of all.</source>
        <translation>Del servidor seleccionado, o de todos.</translation>
    </message>
    <message>
        <source>Log &amp;level …</source>
        <translation>&amp;Nivel de registro…</translation>
    </message>
    <message>
        <source>Filter, for example state:silent version:1.2</source>
        <translation>Filtro, por ejemplo state:silent version:1.2</translation>
    </message>
    <message numerus="yes">
        <source>%1 takes nobody new, finishes what is in flight, sends its %n client(s) away with a time to come back, and ends. It has to be started again.</source>
        <translation>
            <numerusform>%1 no acepta a nadie nuevo, termina lo que está en curso, despide a %n cliente con una hora para volver, y termina. Hay que volver a arrancarlo.</numerusform>
            <numerusform>%1 no acepta a nadie nuevo, termina lo que está en curso, despide a %n clientes con una hora para volver, y termina. Hay que volver a arrancarlo.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>&amp;Drain %1 and close %n connection(s)</source>
        <translation>
            <numerusform>&amp;Drenar %1 y cerrar %n conexión</numerusform>
            <numerusform>&amp;Drenar %1 y cerrar %n conexiones</numerusform>
        </translation>
    </message>
    <message>
        <source>Drain a server</source>
        <translation>Drenar un servidor</translation>
    </message>
    <message>
        <source>%1 is draining.</source>
        <translation>%1 está drenando.</translation>
    </message>
    <message>
        <source>The configuration is read again …</source>
        <translation>Se está releyendo la configuración…</translation>
    </message>
    <message>
        <source>Log level: %1</source>
        <translation>Nivel de registro: %1</translation>
    </message>
    <message>
        <source>Not every server took the configuration.</source>
        <translation>No todos los servidores tomaron la configuración.</translation>
    </message>
    <message>
        <source>The configuration is read; some of it waits for a restart.</source>
        <translation>La configuración está leída; parte de ella espera un reinicio.</translation>
    </message>
    <message>
        <source>The configuration is read.</source>
        <translation>La configuración está leída.</translation>
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
        <translation>Consola de Conversa</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>Mostrar</translation>
    </message>
    <message numerus="yes">
        <source>%n more message(s)</source>
        <translation>
            <numerusform>%n mensaje más</numerusform>
            <numerusform>%n mensajes más</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The connection was lost %n more time(s)</source>
        <translation>
            <numerusform>La conexión se perdió %n vez más</numerusform>
            <numerusform>La conexión se perdió %n veces más</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n more security event(s)</source>
        <translation>
            <numerusform>%n evento de seguridad más</numerusform>
            <numerusform>%n eventos de seguridad más</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n more server(s) fell silent</source>
        <translation>
            <numerusform>%n servidor más dejó de responder</numerusform>
            <numerusform>%n servidores más dejaron de responder</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>conversa::console::OffenderList</name>
    <message>
        <source>Open &amp;key …</source>
        <translation>Abrir c&amp;lave…</translation>
    </message>
    <message>
        <source>&amp;Ban</source>
        <translation>&amp;Bloquear</translation>
    </message>
    <message>
        <source>By defence</source>
        <translation>Por defensa</translation>
    </message>
    <message>
        <source>Networks</source>
        <translation>Redes</translation>
    </message>
    <message>
        <source>Users</source>
        <translation>Usuarios</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>Claves</translation>
    </message>
    <message>
        <source>Who and how &amp;often</source>
        <translation>&amp;Quién y con qué frecuencia</translation>
    </message>
    <message>
        <source>&amp;For</source>
        <translation>&amp;Durante</translation>
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
        <translation>Copia la línea con la que nftables deja fuera la red.</translation>
    </message>
</context>
<context>
    <name>conversa::console::OverviewPage</name>
    <message>
        <source>Figures are for administrators</source>
        <translation>Las cifras son para administradores</translation>
    </message>
    <message>
        <source>It takes a key of the role admin to see how the server does.</source>
        <translation>Hace falta una clave con el rol de administrador para ver cómo está el servidor.</translation>
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
        <translation>conexiones</translation>
    </message>
    <message>
        <source>sessions with somebody in them</source>
        <translation>sesiones con alguien dentro</translation>
    </message>
    <message>
        <source>messages received per second</source>
        <translation>mensajes recibidos por segundo</translation>
    </message>
    <message>
        <source>messages sent per second</source>
        <translation>mensajes enviados por segundo</translation>
    </message>
    <message>
        <source>Redis, the link between servers</source>
        <translation>Redis, el enlace entre servidores</translation>
    </message>
    <message>
        <source>database</source>
        <translation>base de datos</translation>
    </message>
    <message>
        <source>Connections</source>
        <translation>Conexiones</translation>
    </message>
    <message>
        <source>opened</source>
        <translation>abiertas</translation>
    </message>
    <message>
        <source>closed</source>
        <translation>cerradas</translation>
    </message>
    <message>
        <source>Messages per second</source>
        <translation>Mensajes por segundo</translation>
    </message>
    <message>
        <source>received</source>
        <translation>recibidos</translation>
    </message>
    <message>
        <source>sent</source>
        <translation>enviados</translation>
    </message>
    <message>
        <source>KiB per second</source>
        <translation>KiB por segundo</translation>
    </message>
    <message>
        <source>up</source>
        <translation>en línea</translation>
    </message>
    <message>
        <source>down</source>
        <translation>caída</translation>
    </message>
    <message>
        <source>on</source>
        <translation>activado</translation>
    </message>
    <message>
        <source>off</source>
        <translation>desactivado</translation>
    </message>
    <message>
        <source>The database is away: no message is confirmed.</source>
        <translation>La base de datos no está: ningún mensaje se confirma.</translation>
    </message>
    <message>
        <source>Server %1 is silent.</source>
        <translation>El servidor %1 no responde.</translation>
    </message>
    <message>
        <source>Redis is away: typing and presence stay at their server.</source>
        <translation>Redis no está: la escritura y la presencia se quedan en su servidor.</translation>
    </message>
    <message>
        <source>Overview</source>
        <translation>Resumen</translation>
    </message>
    <message>
        <source>Churn per second</source>
        <translation>Entradas y salidas por segundo</translation>
    </message>
</context>
<context>
    <name>conversa::console::PartiesBar</name>
    <message>
        <source>in the session</source>
        <translation>en la sesión</translation>
    </message>
    <message>
        <source>not in the session</source>
        <translation>fuera de la sesión</translation>
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
        <translation>línea mala: %1 ms ± %2 ms, %3 % perdidos</translation>
    </message>
    <message>
        <source>Another agent</source>
        <translation>Otro agente</translation>
    </message>
    <message>
        <source>Access key of the other agent (kept in memory only):</source>
        <translation>Clave de acceso del otro agente (solo queda en la memoria):</translation>
    </message>
    <message>
        <source>That is not an access key.</source>
        <translation>Eso no es una clave de acceso.</translation>
    </message>
    <message>
        <source>Agent %1</source>
        <translation>Agente %1</translation>
    </message>
    <message>
        <source>Contact</source>
        <translation>Contacto</translation>
    </message>
    <message>
        <source>Device %1</source>
        <translation>Dispositivo %1</translation>
    </message>
    <message>
        <source>&amp;Add party</source>
        <translation>&amp;Añadir parte</translation>
    </message>
    <message>
        <source>&amp;Line</source>
        <translation>&amp;Línea</translation>
    </message>
    <message>
        <source>Delay, jitter and loss of what this party sends</source>
        <translation>Retardo, variación y pérdida de lo que envía esta parte</translation>
    </message>
    <message>
        <source>Re&amp;move</source>
        <translation>&amp;Quitar</translation>
    </message>
    <message>
        <source>&amp;Contact of this session</source>
        <translation>&amp;Contacto de esta sesión</translation>
    </message>
    <message>
        <source>Second &amp;device</source>
        <translation>Segundo &amp;dispositivo</translation>
    </message>
    <message>
        <source>Another &amp;agent…</source>
        <translation>Otro &amp;agente…</translation>
    </message>
</context>
<context>
    <name>conversa::console::Party</name>
    <message>
        <source>Lost on the line, as set for this party.</source>
        <translation>Se perdió en la línea, según lo fijado para esta parte.</translation>
    </message>
</context>
<context>
    <name>conversa::console::ProfileDelegate</name>
    <message>
        <source>development</source>
        <translation>desarrollo</translation>
    </message>
    <message>
        <source>testing</source>
        <translation>pruebas</translation>
    </message>
    <message>
        <source>production</source>
        <translation>producción</translation>
    </message>
</context>
<context>
    <name>conversa::console::ProfileForm</name>
    <message>
        <source>Write it like https://chat.example.org or http://localhost:8080.</source>
        <translation>Escríbala como https://chat.example.org o http://localhost:8080.</translation>
    </message>
    <message>
        <source>Not encrypted: everybody on the way can read the key and the messages.</source>
        <translation>Sin cifrar: cualquiera en el camino puede leer la clave y los mensajes.</translation>
    </message>
    <message>
        <source>A fingerprint has 64 hex digits; a public key is written sha256// and 44 signs.</source>
        <translation>Una huella digital tiene 64 dígitos hexadecimales; una clave pública se escribe sha256// y 44 caracteres.</translation>
    </message>
    <message>
        <source>This file holds no certificate that can be read: %1</source>
        <translation>Este archivo no contiene un certificado legible: %1</translation>
    </message>
    <message>
        <source>This file holds no key that can be read without a passphrase: %1</source>
        <translation>Este archivo no contiene una clave legible sin contraseña: %1</translation>
    </message>
    <message>
        <source>Server &amp;address</source>
        <translation>&amp;Dirección del servidor</translation>
    </message>
    <message>
        <source>Access &amp;key</source>
        <translation>Cla&amp;ve de acceso</translation>
    </message>
    <message>
        <source>&amp;Name</source>
        <translation>&amp;Nombre</translation>
    </message>
    <message>
        <source>&amp;Group</source>
        <translation>&amp;Grupo</translation>
    </message>
    <message>
        <source>U&amp;sed for</source>
        <translation>&amp;Uso</translation>
    </message>
    <message>
        <source>File of the a&amp;uthority</source>
        <translation>Archivo de la &amp;autoridad</translation>
    </message>
    <message>
        <source>&amp;Own certificate</source>
        <translation>Certificado &amp;propio</translation>
    </message>
    <message>
        <source>Key of the own certificat&amp;e</source>
        <translation>Clave del certificado propi&amp;o</translation>
    </message>
    <message>
        <source>&amp;Pinned certificate or key</source>
        <translation>Certificado o clave &amp;fijados</translation>
    </message>
    <message>
        <source>Give up a&amp;fter</source>
        <translation>Abandonar tra&amp;s</translation>
    </message>
    <message>
        <source> s</source>
        <translation> s</translation>
    </message>
    <message>
        <source>as the server is called</source>
        <translation>como se llama el servidor</translation>
    </message>
    <message>
        <source>none</source>
        <translation>ninguno</translation>
    </message>
    <message>
        <source>not said</source>
        <translation>sin indicar</translation>
    </message>
    <message>
        <source>development</source>
        <translation>desarrollo</translation>
    </message>
    <message>
        <source>testing</source>
        <translation>pruebas</translation>
    </message>
    <message>
        <source>production (red frame)</source>
        <translation>producción (marco rojo)</translation>
    </message>
    <message>
        <source>Cert&amp;ificates and timeouts</source>
        <translation>Certificados y tie&amp;mpos límite</translation>
    </message>
</context>
<context>
    <name>conversa::console::ProfileList</name>
    <message>
        <source>Search profiles</source>
        <translation>Buscar perfiles</translation>
    </message>
    <message>
        <source>Profiles</source>
        <translation>Perfiles</translation>
    </message>
    <message>
        <source>Ne&amp;w</source>
        <translation>N&amp;uevo</translation>
    </message>
    <message>
        <source>Dup&amp;licate</source>
        <translation>Dup&amp;licar</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Eliminar</translation>
    </message>
    <message>
        <source>File</source>
        <translation>Archivo</translation>
    </message>
    <message>
        <source>Import profiles …</source>
        <translation>Importar perfiles…</translation>
    </message>
    <message>
        <source>Export profiles …</source>
        <translation>Exportar perfiles…</translation>
    </message>
</context>
<context>
    <name>conversa::console::RawSocket</name>
    <message>
        <source>The server&apos;s answer is no HTTP.</source>
        <translation>La respuesta del servidor no es HTTP.</translation>
    </message>
    <message>
        <source>The server refuses the connection: %1</source>
        <translation>El servidor rechaza la conexión: %1</translation>
    </message>
    <message>
        <source>The server sent a frame of more than %1 MiB.</source>
        <translation>El servidor envió una trama de más de %1 MiB.</translation>
    </message>
    <message>
        <source>The server closed the connection.</source>
        <translation>El servidor cerró la conexión.</translation>
    </message>
</context>
<context>
    <name>conversa::console::RowDetails</name>
    <message>
        <source>Details of the selected row</source>
        <translation>Detalles de la fila seleccionada</translation>
    </message>
    <message>
        <source>Select a row to see all of it.</source>
        <translation>Seleccione una fila para verla entera.</translation>
    </message>
</context>
<context>
    <name>conversa::console::RowTable</name>
    <message>
        <source>Rows are missing here.</source>
        <translation>Aquí faltan filas.</translation>
    </message>
</context>
<context>
    <name>conversa::console::ScenarioPanel</name>
    <message>
        <source>Run a scenario</source>
        <translation>Ejecutar un escenario</translation>
    </message>
    <message>
        <source>Scenarios (*.json)</source>
        <translation>Escenarios (*.json)</translation>
    </message>
    <message>
        <source>Running: %1</source>
        <translation>En ejecución: %1</translation>
    </message>
    <message>
        <source>%1 – %2 (%3 ms)</source>
        <extracomment>a step of a scenario: whether it passed, what it is, how long it took</extracomment>
        <translation>%1 – %2 (%3 ms)</translation>
    </message>
    <message>
        <source>PASS</source>
        <translation>CORRECTO</translation>
    </message>
    <message>
        <source>FAIL</source>
        <translation>FALLO</translation>
    </message>
    <message>
        <source>%1 passed, %2 failed, %3 not run</source>
        <translation>%1 correctos, %2 fallidos, %3 sin ejecutar</translation>
    </message>
    <message>
        <source>S&amp;top</source>
        <translation>De&amp;tener</translation>
    </message>
    <message>
        <source>&amp;Run…</source>
        <translation>E&amp;jecutar…</translation>
    </message>
    <message>
        <source>Stop re&amp;cording</source>
        <translation>Parar &amp;grabación</translation>
    </message>
    <message>
        <source>Re&amp;cord</source>
        <translation>&amp;Grabar</translation>
    </message>
    <message numerus="yes">
        <source>Recording: %n step(s)</source>
        <translation>
            <numerusform>Grabando: %n paso</numerusform>
            <numerusform>Grabando: %n pasos</numerusform>
        </translation>
    </message>
    <message>
        <source>A scenario runs a chat by itself, step by step. Record one here, or run a file.</source>
        <translation>Un escenario lleva un chat por sí solo, paso a paso. Grabe uno aquí o ejecute un archivo.</translation>
    </message>
    <message>
        <source>Export rec&amp;ording…</source>
        <translation>Exp&amp;ortar grabación…</translation>
    </message>
    <message>
        <source>Steps of the scenario</source>
        <translation>Pasos del escenario</translation>
    </message>
</context>
<context>
    <name>conversa::console::ScenarioProgram</name>
    <message>
        <source>%1 passed, %2 failed, %3 not run</source>
        <translation>%1 correctos, %2 fallidos, %3 sin ejecutar</translation>
    </message>
    <message>
        <source>--server must be an address like http://localhost:8080.</source>
        <translation>--server debe ser una dirección como http://localhost:8080.</translation>
    </message>
    <message>
        <source>A key is needed, in the environment variable CONVERSA_TOKEN or with --key-stdin.</source>
        <translation>Hace falta una clave, en la variable de entorno CONVERSA_TOKEN o con --key-stdin.</translation>
    </message>
</context>
<context>
    <name>conversa::console::ScenarioRecorder</name>
    <message>
        <source>Recorded in the chat tester</source>
        <translation>Grabado en la prueba de chat</translation>
    </message>
</context>
<context>
    <name>conversa::console::ScenarioRunner</name>
    <message>
        <source>It was stopped.</source>
        <translation>Se detuvo.</translation>
    </message>
    <message>
        <source>There is no key in the environment variable %1.</source>
        <translation>No hay clave en la variable de entorno %1.</translation>
    </message>
    <message>
        <source>It was stored.</source>
        <translation>Se guardó.</translation>
    </message>
    <message>
        <source>It came.</source>
        <translation>Llegó.</translation>
    </message>
    <message>
        <source>Nothing came within %1 ms.</source>
        <translation>No llegó nada en %1 ms.</translation>
    </message>
</context>
<context>
    <name>conversa::console::SecretDialog</name>
    <message>
        <source>New key</source>
        <translation>Nueva clave</translation>
    </message>
    <message>
        <source>This is the &amp;key %1. It is shown once and stands nowhere else: save it now.</source>
        <translation>Esta es la c&amp;lave %1. Se muestra una vez y no está en ningún otro sitio: guárdela ahora.</translation>
    </message>
    <message>
        <source>The new key</source>
        <translation>La nueva clave</translation>
    </message>
    <message>
        <source>&amp;Copy</source>
        <translation>&amp;Copiar</translation>
    </message>
    <message>
        <source>I &amp;saved it</source>
        <translation>La he &amp;guardado</translation>
    </message>
</context>
<context>
    <name>conversa::console::SecurityPage</name>
    <message>
        <source>Nobody came up against the defences.</source>
        <translation>Nadie ha topado con las defensas.</translation>
    </message>
    <message>
        <source>Refused origins, bad keys, limits that were reached and malformed messages appear here.</source>
        <translation>Aquí aparecen orígenes rechazados, claves no válidas, límites alcanzados y mensajes mal formados.</translation>
    </message>
    <message>
        <source>Filter, for example security:token ip:10.0.0.0/8</source>
        <translation>Filtro, por ejemplo security:token ip:10.0.0.0/8</translation>
    </message>
    <message>
        <source>Search the restrictions</source>
        <translation>Buscar en las restricciones</translation>
    </message>
    <message>
        <source>Restrictions that hold</source>
        <translation>Restricciones vigentes</translation>
    </message>
    <message>
        <source>&amp;Take back</source>
        <translation>&amp;Deshacer</translation>
    </message>
    <message>
        <source>%1 is banned for %2.</source>
        <translation>%1 queda bloqueado durante %2.</translation>
    </message>
    <message>
        <source>Copied: %1</source>
        <translation>Copiado: %1</translation>
    </message>
    <message>
        <source>The restriction is taken back.</source>
        <translation>La restricción se ha deshecho.</translation>
    </message>
    <message>
        <source>Security</source>
        <translation>Seguridad</translation>
    </message>
</context>
<context>
    <name>conversa::console::SendBox</name>
    <message>
        <source>Open an own connection to send frames.</source>
        <translation>Abra una conexión propia para enviar tramas.</translation>
    </message>
    <message>
        <source>These are no hexadecimal digits.</source>
        <translation>Esto no son dígitos hexadecimales.</translation>
    </message>
    <message>
        <source>A text with a key in it is not kept.</source>
        <translation>Un texto con una clave dentro no se guarda.</translation>
    </message>
    <message>
        <source>Keep this frame</source>
        <translation>Guardar esta trama</translation>
    </message>
    <message>
        <source>Name (folder/name groups them):</source>
        <translation>Nombre (carpeta/nombre las agrupa):</translation>
    </message>
    <message>
        <source>Kept frames</source>
        <translation>Tramas guardadas</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>Texto</translation>
    </message>
    <message>
        <source>Binary (hex)</source>
        <translation>Binario (hex)</translation>
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
        <translation>Cierre (código motivo)</translation>
    </message>
    <message>
        <source>Raw bytes (hex)</source>
        <translation>Bytes sin formato (hex)</translation>
    </message>
    <message>
        <source>Kind of frame</source>
        <translation>Tipo de trama</translation>
    </message>
    <message>
        <source>Content of the frame</source>
        <translation>Contenido de la trama</translation>
    </message>
    <message>
        <source>Seconds between two</source>
        <translation>Segundos entre dos</translation>
    </message>
    <message>
        <source> s</source>
        <translation> s</translation>
    </message>
    <message>
        <source>&amp;Repeat every</source>
        <translation>&amp;Repetir cada</translation>
    </message>
    <message>
        <source>&amp;Keep…</source>
        <translation>&amp;Guardar…</translation>
    </message>
    <message>
        <source>Remo&amp;ve</source>
        <translation>Q&amp;uitar</translation>
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
        <translation>agente</translation>
    </message>
    <message>
        <source>contact</source>
        <translation>contacto</translation>
    </message>
    <message>
        <source>service</source>
        <translation>servicio</translation>
    </message>
    <message>
        <source>Re&amp;open session</source>
        <translation>Re&amp;abrir sesión</translation>
    </message>
    <message>
        <source>Close sess&amp;ion</source>
        <translation>Cerrar se&amp;sión</translation>
    </message>
    <message>
        <source>closed</source>
        <translation>cerrada</translation>
    </message>
    <message>
        <source>open</source>
        <translation>abierta</translation>
    </message>
    <message>
        <source>typing</source>
        <translation>escribiendo</translation>
    </message>
    <message>
        <source>here</source>
        <translation>aquí</translation>
    </message>
    <message>
        <source>away</source>
        <translation>ausente</translation>
    </message>
    <message>
        <source>Contact id</source>
        <translation>Id del contacto</translation>
    </message>
    <message>
        <source>Session</source>
        <translation>Sesión</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Estado</translation>
    </message>
    <message>
        <source>Members and how far they have got</source>
        <translation>Miembros y hasta dónde han llegado</translation>
    </message>
    <message>
        <source>Members</source>
        <translation>Miembros</translation>
    </message>
    <message>
        <source>Member</source>
        <translation>Miembro</translation>
    </message>
    <message>
        <source>Presence</source>
        <translation>Presencia</translation>
    </message>
    <message>
        <source>Delivered</source>
        <translation>Entregado</translation>
    </message>
    <message>
        <source>Read</source>
        <translation>Leído</translation>
    </message>
    <message>
        <source>Contact</source>
        <comment>somebody who writes to agents</comment>
        <translation>Contacto</translation>
    </message>
</context>
<context>
    <name>conversa::console::SessionPanel</name>
    <message>
        <source>Your key does not reach the messages of this tenant.</source>
        <translation>Su clave no alcanza los mensajes de este inquilino.</translation>
    </message>
    <message>
        <source>An operator administers all tenants and reads none of them. Connect with a key of the tenant %1.</source>
        <translation>Un operador administra todos los inquilinos y no lee ninguno. Conéctese con una clave del inquilino %1.</translation>
    </message>
    <message>
        <source>No message matches.</source>
        <translation>Ningún mensaje coincide.</translation>
    </message>
    <message>
        <source>Nobody has written yet.</source>
        <translation>Todavía no ha escrito nadie.</translation>
    </message>
    <message>
        <source>Messages appear here as they are written.</source>
        <translation>Los mensajes aparecen aquí según se escriben.</translation>
    </message>
    <message>
        <source>Members and receipts</source>
        <translation>Miembros y confirmaciones</translation>
    </message>
    <message>
        <source>Messages</source>
        <translation>Mensajes</translation>
    </message>
    <message>
        <source>&amp;Remove</source>
        <translation>&amp;Quitar</translation>
    </message>
    <message>
        <source>Takes the selected member out of the session.</source>
        <translation>Saca de la sesión al miembro seleccionado.</translation>
    </message>
    <message>
        <source>Search the members</source>
        <translation>Buscar en los miembros</translation>
    </message>
    <message>
        <source>Search the messages</source>
        <translation>Buscar en los mensajes</translation>
    </message>
    <message>
        <source>&amp;Oldest</source>
        <translation>Más &amp;antiguos</translation>
    </message>
    <message>
        <source>&amp;Newest</source>
        <translation>Más &amp;nuevos</translation>
    </message>
    <message>
        <source>Open in &amp;chat tester</source>
        <translation>Abrir en la &amp;prueba de chat</translation>
    </message>
    <message>
        <source>Post a no&amp;tice …</source>
        <translation>Publicar un av&amp;iso…</translation>
    </message>
    <message>
        <source>Reo&amp;pen session</source>
        <translation>R&amp;eabrir sesión</translation>
    </message>
    <message>
        <source>C&amp;lose session</source>
        <translation>Cerrar &amp;sesión</translation>
    </message>
    <message>
        <source>An operator&apos;s key reaches no session of a tenant.</source>
        <translation>La clave de un operador no alcanza ninguna sesión de un inquilino.</translation>
    </message>
    <message>
        <source>Session %1</source>
        <translation>Sesión %1</translation>
    </message>
    <message>
        <source>no contact yet</source>
        <translation>todavía sin contacto</translation>
    </message>
    <message>
        <source>contact %1</source>
        <translation>contacto %1</translation>
    </message>
    <message>
        <source>closed</source>
        <translation>cerrada</translation>
    </message>
    <message>
        <source>open</source>
        <translation>abierta</translation>
    </message>
    <message>
        <source>tenant %1</source>
        <translation>inquilino %1</translation>
    </message>
    <message numerus="yes">
        <source>%n message(s)</source>
        <translation>
            <numerusform>%n mensaje</numerusform>
            <numerusform>%n mensajes</numerusform>
        </translation>
    </message>
    <message>
        <source>at %1</source>
        <translation>en %1</translation>
    </message>
</context>
<context>
    <name>conversa::console::SessionsPage</name>
    <message>
        <source>Nobody is in a session.</source>
        <translation>No hay nadie en ninguna sesión.</translation>
    </message>
    <message>
        <source>A session appears here as soon as somebody joins it, and goes when the last one leaves.</source>
        <translation>Una sesión aparece aquí en cuanto alguien entra en ella, y se va cuando sale el último.</translation>
    </message>
    <message>
        <source>%1 is out of the session.</source>
        <translation>%1 está fuera de la sesión.</translation>
    </message>
    <message>
        <source>Post a notice</source>
        <translation>Publicar un aviso</translation>
    </message>
    <message>
        <source>&amp;Text for all members of the session:</source>
        <translation>&amp;Texto para todos los miembros de la sesión:</translation>
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
        <translation>El aviso se ha publicado.</translation>
    </message>
    <message>
        <source>The member may come back.</source>
        <translation>El miembro puede volver.</translation>
    </message>
    <message>
        <source>The session is closed.</source>
        <translation>La sesión está cerrada.</translation>
    </message>
    <message>
        <source>The session is open again.</source>
        <translation>La sesión está abierta de nuevo.</translation>
    </message>
    <message>
        <source>Sessions</source>
        <translation>Sesiones</translation>
    </message>
</context>
<context>
    <name>conversa::console::SettingsPage</name>
    <message>
        <source>All settings are as they were in the beginning.</source>
        <translation>Todos los ajustes vuelven a estar como al principio.</translation>
    </message>
    <message>
        <source>Copied. No address, name or key is in it.</source>
        <translation>Copiado. No contiene ninguna dirección, nombre ni clave.</translation>
    </message>
    <message>
        <source>Appearance</source>
        <translation>Apariencia</translation>
    </message>
    <message>
        <source>Tell me on the desktop</source>
        <translation>Avisarme en el escritorio</translation>
    </message>
    <message>
        <source>Data</source>
        <translation>Datos</translation>
    </message>
    <message>
        <source>Privacy</source>
        <translation>Privacidad</translation>
    </message>
    <message>
        <source>Help</source>
        <translation>Ayuda</translation>
    </message>
    <message>
        <source>&amp;Look</source>
        <translation>&amp;Aspecto</translation>
    </message>
    <message>
        <source>Lan&amp;guage</source>
        <translation>&amp;Idioma</translation>
    </message>
    <message>
        <source>&amp;Rows of tables</source>
        <translation>&amp;Filas de las tablas</translation>
    </message>
    <message>
        <source>&amp;Frames kept</source>
        <translation>&amp;Tramas guardadas</translation>
    </message>
    <message>
        <source>E&amp;xport as</source>
        <translation>E&amp;xportar como</translation>
    </message>
    <message>
        <source>when a customer &amp;writes</source>
        <translation>cuando un cliente &amp;escribe</translation>
    </message>
    <message>
        <source>when the &amp;connection is lost</source>
        <translation>cuando se pierde la &amp;conexión</translation>
    </message>
    <message>
        <source>of &amp;security events</source>
        <translation>de eventos de &amp;seguridad</translation>
    </message>
    <message>
        <source>when a serv&amp;er falls silent</source>
        <translation>cuando un ser&amp;vidor deja de responder</translation>
    </message>
    <message>
        <source>Leave the &amp;texts of messages out of notices</source>
        <translation>Dejar los textos de los &amp;mensajes fuera de los avisos</translation>
    </message>
    <message>
        <source>Leave the names of &amp;people out of notices</source>
        <translation>Dejar los nombres de &amp;personas fuera de los avisos</translation>
    </message>
    <message>
        <source>The desktop may show notices where others look on.</source>
        <translation>El escritorio puede mostrar avisos donde otros miran.</translation>
    </message>
    <message>
        <source>Copy &amp;diagnostics</source>
        <translation>Copiar &amp;diagnóstico</translation>
    </message>
    <message>
        <source>Reset &amp;all settings</source>
        <translation>&amp;Restablecer todos los ajustes</translation>
    </message>
    <message>
        <source>as the desktop</source>
        <translation>como el escritorio</translation>
    </message>
    <message>
        <source>light</source>
        <translation>claro</translation>
    </message>
    <message>
        <source>dark</source>
        <translation>oscuro</translation>
    </message>
    <message>
        <source>high contrast</source>
        <translation>alto contraste</translation>
    </message>
    <message>
        <source>comfortable</source>
        <translation>cómoda</translation>
    </message>
    <message>
        <source>compact</source>
        <translation>compacta</translation>
    </message>
    <message>
        <source>as the system</source>
        <translation>como el sistema</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Ajustes</translation>
    </message>
    <message>
        <source>L&amp;og rows kept</source>
        <translation>Filas de re&amp;gistro guardadas</translation>
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
        <translation>Sin conexión</translation>
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
        <translation>Probar de &amp;nuevo</translation>
    </message>
    <message>
        <source>Loading …</source>
        <translation>Cargando…</translation>
    </message>
    <message>
        <source>&amp;Copy details</source>
        <translation>&amp;Copiar detalles</translation>
    </message>
</context>
<context>
    <name>conversa::console::TablePage</name>
    <message>
        <source>Your key may not see this.</source>
        <translation>Su clave no puede ver esto.</translation>
    </message>
    <message>
        <source>It is for operators: a key of the role admin whose tenant is *. Ask whoever runs the server.</source>
        <translation>Es para operadores: una clave con el rol de administrador cuyo inquilino es *. Pídala a quien administra el servidor.</translation>
    </message>
    <message>
        <source>It is for administrators: a key of the role admin. Ask whoever runs the server.</source>
        <translation>Es para administradores: una clave con el rol de administrador. Pídala a quien administra el servidor.</translation>
    </message>
    <message>
        <source>Nothing matches the filter.</source>
        <translation>Nada coincide con el filtro.</translation>
    </message>
    <message>
        <source>C&amp;lear filter</source>
        <translation>&amp;Quitar filtro</translation>
    </message>
    <message>
        <source>Not done: %1</source>
        <translation>No se hizo: %1</translation>
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
        <translation>%1 de %2 filas; un filtro las reduce</translation>
    </message>
    <message numerus="yes">
        <source>%n row(s)</source>
        <translation>
            <numerusform>%n fila</numerusform>
            <numerusform>%n filas</numerusform>
        </translation>
    </message>
    <message>
        <source>changes wait while you read: F5 shows them</source>
        <translation>hay cambios esperando mientras lee: F5 los muestra</translation>
    </message>
    <message>
        <source>Rows</source>
        <translation>Filas</translation>
    </message>
</context>
<context>
    <name>conversa::console::TapBar</name>
    <message>
        <source>Stop &amp;tap</source>
        <translation>Detener &amp;captura</translation>
    </message>
    <message>
        <source>Start &amp;tap</source>
        <translation>Iniciar &amp;captura</translation>
    </message>
    <message>
        <source>Close &amp;own connection</source>
        <translation>Cerrar c&amp;onexión propia</translation>
    </message>
    <message>
        <source>Open &amp;own connection</source>
        <translation>Abrir c&amp;onexión propia</translation>
    </message>
    <message>
        <source>Begin and end of a tap are recorded in the audit log, with whose frames and how many.</source>
        <translation>El inicio y el fin de una captura quedan anotados en el registro de auditoría, con de quién son las tramas y cuántas.</translation>
    </message>
    <message>
        <source>The server does not begin the tap: %1</source>
        <translation>El servidor no inicia la captura: %1</translation>
    </message>
    <message>
        <source>Own connection: %1</source>
        <translation>Conexión propia: %1</translation>
    </message>
    <message>
        <source>Connection</source>
        <translation>Conexión</translation>
    </message>
    <message>
        <source>User</source>
        <translation>Usuario</translation>
    </message>
    <message>
        <source>Session</source>
        <translation>Sesión</translation>
    </message>
    <message>
        <source>Whose frames</source>
        <translation>Tramas de quién</translation>
    </message>
    <message>
        <source>Id of what is tapped</source>
        <translation>Id de lo que se captura</translation>
    </message>
    <message>
        <source>id (UUID)</source>
        <translation>id (UUID)</translation>
    </message>
    <message>
        <source>Minutes until the tap ends</source>
        <translation>Minutos hasta el fin de la captura</translation>
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
        <translation>&amp;Deshacer</translation>
    </message>
</context>
<context>
    <name>conversa::console::VerdictBar</name>
    <message>
        <source>Close</source>
        <translation>Cerrar</translation>
    </message>
</context>
</TS>
