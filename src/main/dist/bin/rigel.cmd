@echo off
rem The rigel command of an installation on Windows: runs lib\rigel-cli.jar with Java 17 or newer,
rem from JAVA_HOME or else from the PATH.
setlocal
set "root=%~dp0.."
set "java=java"
if defined JAVA_HOME set "java=%JAVA_HOME%\bin\java"
"%java%" -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Xshare:auto "-Drigel.root=%root%" -jar "%root%\lib\rigel-cli.jar" %*
exit /b %ERRORLEVEL%
